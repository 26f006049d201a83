// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.inventories.Inventory;
import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.inventories.Surroundings;
import dev.hosttrust.inventories.values.Variables;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Findings;
import java.util.List;
import java.util.Optional;

/** Reads the inventory that the flags name. */
public final class InventoryReader {
  private final Environment environment;
  private final InventoryFlags flags;
  private final VaultFlags vaultFlags;
  private final Findings findings;

  public InventoryReader(
      Environment environment, InventoryFlags flags, VaultFlags vaultFlags, Findings findings) {
    this.environment = environment;
    this.flags = flags;
    this.vaultFlags = vaultFlags;
    this.findings = findings;
  }

  /**
   * What was read.
   *
   * @param inventory all of it
   * @param extraVars those of {@code -e}
   */
  public record Contents(Inventory inventory, Variables extraVars) {
    /** The hosts that a pattern selects, or all of them, with the extra variables. */
    public List<InventoryHost> hosts(Optional<String> pattern, Findings findings) {
      List<InventoryHost> hosts =
          pattern.isEmpty() ? inventory.hosts() : inventory.select(pattern.get(), findings);
      return hosts.stream().map(host -> host.with(extraVars)).toList();
    }
  }

  /** The inventory; empty if it cannot be had, which the findings say. */
  public Optional<Contents> read() {
    AnsibleSettings settings = AnsibleSettings.of(environment);
    if (flags.nameNoSource()) {
      findings.problem(
          "no hosts: name an inventory with -i FILE, hosts with -i node1,node2, or a cluster with"
              + " --kube-nodes"
              + settings.inventory().map(named -> "; " + named).orElse(""));
      return Optional.empty();
    }
    settings.warnings().forEach(findings::warning);
    return findings
        .read(() -> new VaultPasswords(environment).read(vaultFlags))
        .flatMap(vault -> findings.read(() -> read(vault)));
  }

  private Contents read(Vault vault) {
    Surroundings surroundings = environment.surroundings();
    Variables extraVars = Inventory.extraVariables(flags.extraVars(), surroundings, vault);
    Inventory inventory = Inventory.read(flags.nodes(), flags.inventories(), surroundings, vault);
    warnOfPasswords(surroundings, vault);
    inventory.warnings().forEach(findings::add);
    return new Contents(inventory, extraVars);
  }

  private void warnOfPasswords(Surroundings surroundings, Vault vault) {
    List<String> typed = flags.extraVars().stream().filter(vars -> !vars.startsWith("@")).toList();
    Variables variables = Inventory.extraVariables(typed, surroundings, vault);
    VisiblePasswords.warnings(variables.asMap()).forEach(findings::warning);
  }

  /** The hosts that {@code -l} selects; none if there is a problem, which the findings say. */
  public List<InventoryHost> selected(Contents contents) {
    return findings
        .read(() -> contents.hosts(Optional.ofNullable(flags.limit()), findings))
        .orElse(List.of());
  }
}
