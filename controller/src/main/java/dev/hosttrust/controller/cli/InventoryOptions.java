// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.InventoryFlags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hosts. */
final class InventoryOptions {
  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "FILE|HOSTS",
      description =
          "An Ansible inventory (INI, YAML, JSON, a script, or a directory of them), host names with"
              + " commas ('node1,node2', 'node1,'), or '-' for what 'ansible-inventory --list'"
              + " prints. Repeatable.")
  List<String> inventories = new ArrayList<>();

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "PATTERN",
      description = "Only these hosts: names, groups, globs; ',' or ':' between, '!' to leave out.")
  @Nullable String limit;

  @Option(
      names = {"-e", "--extra-vars"},
      paramLabel = "VARS",
      description =
          "Variables that win over those of the inventory: 'key=value ...', JSON, or @FILE."
              + " Repeatable.")
  List<String> extraVars = new ArrayList<>();

  InventoryFlags flags() {
    return new InventoryFlags(inventories, limit, extraVars);
  }
}
