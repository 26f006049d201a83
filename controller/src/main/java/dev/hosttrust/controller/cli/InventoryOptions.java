// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.InventoryFlags;
import dev.hosttrust.inventories.kubernetes.NodeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hosts. */
final class InventoryOptions {
  /**
   * What stands for the option without a value. An empty value is an error, for it most likely
   * comes from a variable that was not set.
   */
  private static final String CURRENT_CONTEXT = "(current context)";

  @Common
  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "FILE|HOSTS",
      description =
          "An Ansible inventory, or host names with commas. That is a file (INI, YAML, JSON), a"
              + " script, a directory of them; 'node1,node2' or 'node1,'; or '-' for what"
              + " 'ansible-inventory --list' prints, or 'kubectl get nodes -o json'. Repeatable.")
  List<String> inventories = new ArrayList<>();

  @Option(
      names = "--kube-nodes",
      arity = "0..1",
      fallbackValue = CURRENT_CONTEXT,
      paramLabel = "CONTEXT",
      description =
          "The nodes of a Kubernetes cluster, asked for by kubectl: of this context of the"
              + " kubeconfig, or of the current one. With -i, the inventory adds variables and"
              + " groups to the nodes of the same names.")
  @Nullable String kubeNodes;

  @Common
  @Option(
      names = {"-l", "--limit"},
      paramLabel = "PATTERN",
      description =
          "Only these hosts: names, groups, globs. With ',' or ':' between, '!' to leave out.")
  @Nullable String limit;

  @Option(
      names = {"-e", "--extra-vars"},
      paramLabel = "VARS",
      description =
          "Variables that win over those of the inventory: 'key=value ...', JSON, or @FILE."
              + " Repeatable.")
  List<String> extraVars = new ArrayList<>();

  InventoryFlags flags() {
    return new InventoryFlags(inventories, nodes(), limit, extraVars);
  }

  private @Nullable NodeSource nodes() {
    if (kubeNodes == null) {
      return null;
    }
    return NodeSource.ofContext(kubeNodes.equals(CURRENT_CONTEXT) ? null : kubeNodes);
  }
}
