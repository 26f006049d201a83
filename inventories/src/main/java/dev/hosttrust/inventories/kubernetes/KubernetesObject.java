// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import java.util.List;
import java.util.Optional;

/** What kubectl prints, in place of an inventory. */
public final class KubernetesObject {

  private KubernetesObject() {}

  /**
   * Reads what {@code kubectl get nodes -o json} prints. Another object of Kubernetes, which looks
   * like groups of an inventory, is a problem.
   *
   * @return whether the document is an object of Kubernetes at all
   */
  public static boolean read(Datum document, InventoryTree tree, Findings findings) {
    if (!(document instanceof Mapping)
        || Fields.text(document, "apiVersion").isEmpty()
        || Fields.text(document, "kind").isEmpty()) {
      return false;
    }
    Location at = Location.of(document.location().source());
    Optional<NodePage> page = NodePage.of(document);
    if (page.isEmpty()) {
      findings.problem(
          at,
          "this is what kubectl prints (kind %s), not an inventory; of what it prints, only nodes are"
                  .formatted(kind(document))
              + " hosts: kubectl get nodes -o json");
    } else if (!page.get().next().isEmpty()) {
      findings.problem(
          at, "this is only a part of the nodes; use --kube-nodes, or kubectl get nodes -o json");
    } else if (page.get().nodes().isEmpty()) {
      findings.problem(at, "the list that kubectl printed is empty; does its selector fit?");
    } else {
      new NodeTree(NodeRules.DEFAULT, at, tree, findings).add(page.get().nodes());
    }
    return true;
  }

  private static String kind(Datum document) {
    String kind = Fields.text(document, "kind");
    List<Datum> items = Fields.list(document, "items");
    return items.isEmpty() ? kind : kind + " of " + Fields.text(items.getFirst(), "kind");
  }
}
