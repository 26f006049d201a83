// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import dev.hosttrust.inventories.sources.Paths;
import dev.hosttrust.inventories.templates.TemplateContext;
import dev.hosttrust.inventories.values.Variables;
import dev.hosttrust.inventories.vars.ExtraVars;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Findings;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Inventories as most tests need them: read without a vault password, and shown whole. */
public final class TestInventories {

  /** No groups, no other hosts, an empty environment, no files. */
  static final TemplateContext NO_NEIGHBOURS =
      new TemplateContext(Map::of, name -> null, name -> null, name -> null);

  private TestInventories() {}

  /** This process, in a directory, with nothing on standard input. */
  static Surroundings surroundings(Path directory) {
    return surroundings(directory, new byte[0]);
  }

  /** This process, in a directory. */
  static Surroundings surroundings(Path directory, byte[] standardInput) {
    return new Surroundings(
        directory,
        Path.of(System.getProperty("user.home")),
        System.getenv(),
        new ByteArrayInputStream(standardInput));
  }

  static Inventory read(List<String> sources, Path directory) {
    return Inventory.read(sources, surroundings(directory), Vault.locked());
  }

  /** Reads what is piped. */
  static Inventory readPiped(byte[] standardInput, Path directory) {
    return Inventory.read(List.of("-"), surroundings(directory, standardInput), Vault.locked());
  }

  static List<InventoryHost> select(Inventory inventory, String pattern) {
    return inventory.select(pattern, new Findings());
  }

  static String json(Inventory inventory) {
    return InventoryJson.list(inventory, inventory.hosts(), false);
  }

  static String graph(Inventory inventory, boolean variables) {
    return InventoryGraph.draw(inventory, inventory.hosts(), "all", variables, false);
  }

  public static Variables extraVars(List<String> arguments, Path directory) {
    Paths paths = surroundings(directory).paths();
    return ExtraVars.parse(arguments, paths, Vault.locked());
  }

  /** A host that stands alone. */
  public static InventoryHost host(String name, Variables variables) {
    return new InventoryHost(name, variables, List.of(), NO_NEIGHBOURS);
  }
}
