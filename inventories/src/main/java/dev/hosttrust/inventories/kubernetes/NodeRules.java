// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import dev.hosttrust.inventories.kubernetes.Node.Address;
import dev.hosttrust.inventories.values.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How nodes become hosts.
 *
 * @param addressTypes the types of addresses to connect to, the first that a node has decides
 * @param family which of several IP addresses of a type counts; null for the first
 * @param group the group that all the nodes are in
 * @param poolLabels labels that name a node's pool, besides those that are known
 * @param variables those of the group
 */
record NodeRules(
    List<String> addressTypes,
    @Nullable Family family,
    String group,
    List<String> poolLabels,
    Map<String, Variable> variables) {

  static final String GROUP = "kubernetes_nodes";

  static final NodeRules DEFAULT =
      new NodeRules(List.of("InternalIP"), null, GROUP, List.of(), Map.of());

  /** Values of {@code NodeAddressType}. */
  static final List<String> ADDRESS_TYPES =
      List.of("InternalIP", "ExternalIP", "Hostname", "InternalDNS", "ExternalDNS");

  /** A version of the Internet Protocol. */
  enum Family {
    IPV4("IPv4"),
    IPV6("IPv6");

    private final String text;

    Family(String text) {
      this.text = text;
    }

    private boolean includes(String address) {
      return address.indexOf(':') >= 0 == (this == IPV6);
    }
  }

  /** What an address may consist of: a node says it itself, and braces would make a template. */
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._:%-]+");

  /** Values of labels, https://kubernetes.io/docs/concepts/overview/working-with-objects/labels. */
  private static final Pattern LABEL_VALUE = Pattern.compile("[A-Za-z0-9._-]+");

  NodeRules {
    addressTypes = List.copyOf(addressTypes);
    poolLabels = List.copyOf(poolLabels);
    variables = Map.copyOf(variables);
  }

  /** The variables of a node. */
  Map<String, String> variables(Node node) {
    Map<String, String> made = new LinkedHashMap<>();
    address(node)
        .ifPresentOrElse(
            address -> made.put("ansible_host", address),
            () -> made.put("hosttrust_address_missing", missing(node)));
    String zone = node.label(NodeGroups.ZONE);
    if (LABEL_VALUE.matcher(zone).matches()) {
      made.put("hosttrust_zone", zone);
    }
    if (node.cordoned() || !node.ready()) {
      made.put("hosttrust_order", "last");
      made.put("hosttrust_order_reason", reason(node));
    }
    NotServed.why(node).ifPresent(why -> made.put("hosttrust_not_served", why));
    return made;
  }

  private static String reason(Node node) {
    if (node.ready()) {
      return "cordoned";
    }
    return node.cordoned() ? "not ready, cordoned" : "not ready";
  }

  private Optional<String> address(Node node) {
    return addressTypes.stream()
        .flatMap(type -> node.addresses().stream().filter(address -> fits(address, type)))
        .map(Address::value)
        .findFirst();
  }

  private boolean fits(Address address, String type) {
    return address.type().equals(type)
        && ADDRESS.matcher(address.value()).matches()
        && (family == null || !isIp(type) || family.includes(address.value()));
  }

  private String typeOf(Address address) {
    if (family == null || !isIp(address.type())) {
      return address.type();
    }
    return (Family.IPV6.includes(address.value()) ? "IPv6 " : "IPv4 ") + address.type();
  }

  private static boolean isIp(String type) {
    return type.endsWith("IP");
  }

  private String missing(Node node) {
    String others =
        node.addresses().stream()
            .filter(address -> ADDRESS_TYPES.contains(address.type()))
            .filter(address -> ADDRESS.matcher(address.value()).matches())
            .map(this::typeOf)
            .distinct()
            .collect(Collectors.joining(", "));
    return "the node has no %s%s address, it has %s; name the types to take with 'address' in a file with 'plugin: %s', or set ansible_host"
        .formatted(
            family == null ? "" : family.text + " ",
            String.join(" or ", addressTypes),
            others.isEmpty() ? "none" : others,
            NodeSource.PLUGIN);
  }
}
