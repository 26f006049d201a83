// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import dev.hosttrust.inventories.templates.TemplateContext;
import dev.hosttrust.inventories.values.Variables;
import java.util.List;

/**
 * A host with everything that the inventory says about it.
 *
 * @param name as the inventory writes it, {@code inventory_hostname}
 * @param variables merged from groups, host and files by Ansible's order of precedence
 * @param groups every group that the host is in, sorted, without {@code all}
 * @param context what templates in the variables may see besides them
 */
public record InventoryHost(
    String name, Variables variables, List<String> groups, TemplateContext context) {

  public InventoryHost {
    groups = List.copyOf(groups);
  }

  /** The same host with extra variables, which win over all others. */
  public InventoryHost with(Variables extraVars) {
    return new InventoryHost(name, variables.plus(extraVars), groups, context.with(extraVars));
  }
}
