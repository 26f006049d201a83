// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import dev.hosttrust.inventories.documents.Datum;
import java.util.List;
import java.util.Map;

/**
 * What counts here of a node.
 *
 * <p>Source of the fields: the type {@code Node} of the API group {@code core/v1}.
 *
 * @param name {@code metadata.name}
 * @param labels {@code metadata.labels}
 * @param addresses {@code status.addresses}, in the order of the cluster
 * @param ready whether its condition {@code Ready} is {@code True}; kubectl shows a node without
 *     that condition as {@code Unknown}
 * @param cordoned {@code spec.unschedulable}
 * @param info {@code status.nodeInfo}
 */
record Node(
    String name,
    Map<String, String> labels,
    List<Address> addresses,
    boolean ready,
    boolean cordoned,
    Map<String, String> info) {

  /**
   * An address of a node.
   *
   * @param type such as {@code InternalIP}
   */
  record Address(String type, String value) {}

  Node {
    labels = Map.copyOf(labels);
    addresses = List.copyOf(addresses);
    info = Map.copyOf(info);
  }

  static Node of(Datum node) {
    return new Node(
        Fields.text(node, "metadata", "name"),
        Fields.texts(node, "metadata", "labels"),
        Fields.list(node, "status", "addresses").stream()
            .map(at -> new Address(Fields.text(at, "type"), Fields.text(at, "address")))
            .toList(),
        Fields.list(node, "status", "conditions").stream()
            .filter(condition -> Fields.text(condition, "type").equals("Ready"))
            .anyMatch(condition -> Fields.text(condition, "status").equals("True")),
        Fields.flag(node, "spec", "unschedulable"),
        Fields.texts(node, "status", "nodeInfo"));
  }

  /** {@code linux} or {@code windows}; empty if the node does not say. */
  String os() {
    return info("operatingSystem", "kubernetes.io/os");
  }

  /** Such as {@code amd64}; empty if the node does not say. */
  String architecture() {
    return info("architecture", "kubernetes.io/arch");
  }

  /** {@code PRETTY_NAME} of the node's {@code os-release}; empty if the node does not say. */
  String osImage() {
    return info.getOrDefault("osImage", "");
  }

  /** Such as {@code containerd://1.7.24}; empty if the node does not say. */
  String containerRuntime() {
    return info.getOrDefault("containerRuntimeVersion", "");
  }

  /** The value of the first of these labels that the node has; empty if it has none. */
  String label(List<String> names) {
    return names.stream()
        .map(name -> labels.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  private String info(String field, String label) {
    String value = info.getOrDefault(field, "");
    return value.isEmpty() ? labels.getOrDefault(label, "") : value;
  }
}
