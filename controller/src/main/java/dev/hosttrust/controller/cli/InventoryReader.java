// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.inventories.Inventory;
import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.inventories.Surroundings;
import dev.hosttrust.inventories.sources.Paths;
import dev.hosttrust.inventories.values.Variables;
import dev.hosttrust.inventories.vars.ExtraVars;
import dev.hosttrust.inventories.vault.Vault;
import java.util.List;
import java.util.Optional;

/** Reads the inventory that the options name. */
final class InventoryReader {
  private final Environment environment;
  private final InventoryOptions options;
  private final VaultOptions vaultOptions;
  private final Findings findings;

  InventoryReader(
      Environment environment,
      InventoryOptions options,
      VaultOptions vaultOptions,
      Findings findings) {
    this.environment = environment;
    this.options = options;
    this.vaultOptions = vaultOptions;
    this.findings = findings;
  }

  /**
   * What was read.
   *
   * @param inventory all of it
   * @param extraVars those of {@code -e}
   */
  record Contents(Inventory inventory, Variables extraVars) {
    /** The hosts that a pattern selects, or all of them, with the extra variables. */
    List<InventoryHost> hosts(Optional<String> pattern, Findings findings) {
      List<InventoryHost> hosts =
          pattern.isEmpty()
              ? inventory.hosts()
              : inventory.select(pattern.get(), findings::warning);
      return hosts.stream().map(host -> host.with(extraVars)).toList();
    }
  }

  /** The inventory; empty if it cannot be had, which the findings say. */
  Optional<Contents> read() {
    AnsibleSettings settings = AnsibleSettings.of(environment);
    if (options.inventories.isEmpty()) {
      findings.problem(
          "no hosts: name an inventory with -i FILE, or hosts with -i node1,node2"
              + settings.inventory().map(named -> "; " + named).orElse(""));
      return Optional.empty();
    }
    settings.warnings().forEach(findings::warning);
    return findings
        .read(() -> new VaultPasswords(environment).read(vaultOptions))
        .flatMap(vault -> findings.read(() -> read(vault)));
  }

  private Contents read(Vault vault) {
    Surroundings surroundings = environment.surroundings();
    Variables extraVars = ExtraVars.parse(options.extraVars, surroundings.paths(), vault);
    Inventory inventory = Inventory.read(options.inventories, surroundings, vault);
    warnOfPasswords(surroundings.paths(), vault);
    inventory.warnings().forEach(warning -> findings.warning(warning.toString()));
    return new Contents(inventory, extraVars);
  }

  private void warnOfPasswords(Paths paths, Vault vault) {
    List<String> typed = options.extraVars.stream().filter(vars -> !vars.startsWith("@")).toList();
    Variables variables = ExtraVars.parse(typed, paths, vault);
    Secrets.warnings(variables.asMap()).forEach(findings::warning);
  }

  /** The hosts that {@code -l} selects; none if there is a problem, which the findings say. */
  List<InventoryHost> selected(Contents contents) {
    return findings
        .read(() -> contents.hosts(Optional.ofNullable(options.limit), findings))
        .orElse(List.of());
  }
}
