// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The groups of a node, with names as {@code keyed_groups} of Ansible's plugins makes them. */
final class NodeGroups {

  /** Groups that are there even if they are empty, so that a pattern may always name them. */
  static final List<String> ALWAYS =
      List.of("control_plane", "workers", "cordoned", "not_ready", "not_served");

  static final List<String> ZONE =
      List.of("topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone");

  private static final List<String> REGION =
      List.of("topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/region");

  /** The labels by which providers and provisioners name the pool that a node belongs to. */
  private static final List<String> POOL =
      List.of(
          "karpenter.sh/nodepool",
          "karpenter.sh/provisioner-name",
          "cloud.google.com/gke-nodepool",
          "eks.amazonaws.com/nodegroup",
          "alpha.eksctl.io/nodegroup-name",
          "kubernetes.azure.com/agentpool",
          "agentpool",
          "kops.k8s.io/instancegroup",
          "doks.digitalocean.com/node-pool",
          "worker.gardener.cloud/pool",
          "ibm-cloud.kubernetes.io/worker-pool-name",
          "k8s.scaleway.com/pool-name",
          "lke.linode.com/pool-id");

  private static final String ROLE = "node-role.kubernetes.io/";

  /** What the control plane's role was and is called: RKE writes it without the dash. */
  private static final List<String> CONTROL_PLANE =
      List.of("control-plane", "controlplane", "master");

  private static final Pattern ODD = Pattern.compile("(?U)\\W");

  private final List<String> groups = new ArrayList<>();

  private NodeGroups() {}

  /**
   * The groups of a node.
   *
   * @param poolLabels labels that name the node's pool, before those that are known
   */
  static List<String> of(Node node, List<String> poolLabels) {
    var made = new NodeGroups();
    List<String> roles = roles(node);
    boolean controlPlane = roles.stream().anyMatch(CONTROL_PLANE::contains);
    made.groups.add(controlPlane ? "control_plane" : "workers");
    roles.stream()
        .filter(role -> !CONTROL_PLANE.contains(role))
        .forEach(role -> made.add("role", role));
    made.add("region", node.label(REGION));
    made.add("zone", node.label(ZONE));
    List<String> pools = new ArrayList<>(poolLabels);
    pools.addAll(POOL);
    made.add("pool", node.label(pools));
    made.machine(node);
    return made.groups;
  }

  private static List<String> roles(Node node) {
    return node.labels().keySet().stream()
        .filter(label -> label.startsWith(ROLE) && label.length() > ROLE.length())
        .map(label -> label.substring(ROLE.length()))
        .sorted()
        .toList();
  }

  private void machine(Node node) {
    add("os", node.os());
    add("os_image", node.osImage());
    add("arch", node.architecture());
    String[] runtime = node.containerRuntime().split("://", 2);
    add("runtime", runtime[0]);
    if (runtime.length == 2) {
      add("runtime", runtime[0] + "_" + runtime[1]);
    }
    if (node.cordoned()) {
      groups.add("cordoned");
    }
    if (!node.ready()) {
      groups.add("not_ready");
    }
    if (NotServed.why(node).isPresent()) {
      groups.add("not_served");
    }
  }

  private void add(String prefix, String value) {
    if (!value.isEmpty()) {
      groups.add(prefix + "_" + ODD.matcher(value).replaceAll("_"));
    }
  }
}
