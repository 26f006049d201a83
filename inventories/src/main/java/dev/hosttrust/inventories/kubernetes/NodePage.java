// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import dev.hosttrust.inventories.documents.Datum;
import java.util.List;
import java.util.Optional;

/**
 * A list of nodes, or a part of one.
 *
 * @param next what asks for the next part, {@code metadata.continue}; empty where there is none
 */
record NodePage(List<Node> nodes, String next) {

  NodePage {
    nodes = List.copyOf(nodes);
  }

  /**
   * The nodes of a {@code NodeList}, which the API gives, of a {@code List} of nodes, which {@code
   * kubectl get nodes -o json} prints, or of a single {@code Node}; empty if it is something else.
   */
  static Optional<NodePage> of(Datum document) {
    List<Datum> items = Fields.list(document, "items");
    return switch (Fields.text(document, "kind")) {
      case "NodeList" -> Optional.of(of(document, items));
      case "List" ->
          items.stream().allMatch(item -> Fields.text(item, "kind").equals("Node"))
              ? Optional.of(of(document, items))
              : Optional.empty();
      case "Node" -> Optional.of(new NodePage(List.of(Node.of(document)), ""));
      default -> Optional.empty();
    };
  }

  private static NodePage of(Datum document, List<Datum> items) {
    return new NodePage(
        items.stream().map(Node::of).toList(), Fields.text(document, "metadata", "continue"));
  }
}
