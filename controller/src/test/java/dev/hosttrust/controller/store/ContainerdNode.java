// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.store;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.testhosts.ContainerdRelease;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestContainerd;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A host with containerd, a registry {@code harbor.test} on two ports, and a mirror. */
final class ContainerdNode {
  static final String CERTS_D = "/etc/containerd/certs.d";
  static final String CONFIG_PATH = "config_path = '" + CERTS_D + "'";
  static final TestCa CA = TestCa.named("Harbor CA");
  static final String MIRROR = "mirror.test:9443";
  static final TestCa MIRROR_CA = TestCa.named("Mirror CA");

  private static final Map<ContainerdRelease, ContainerdNode> NODES = new ConcurrentHashMap<>();

  private final ContainerdRelease release;
  private final TestHost host;
  private final TestContainerd containerd;
  private final Map<String, TestRegistry> registries;

  private ContainerdNode(ContainerdRelease release) {
    this.release = release;
    host = TestHosts.containerd(release).shared();
    registries =
        Map.of(
            "harbor.test",
            TestRegistry.start(host, CA.server("harbor.test"), 443),
            "harbor.test:8443",
            TestRegistry.start(host, CA.server("harbor.test"), 8443),
            MIRROR,
            TestRegistry.start(host, MIRROR_CA.server("mirror.test"), 9443));
    containerd = new TestContainerd(host);
  }

  /** The one node of this release, without any certificate, its containerd just started. */
  static ContainerdNode with(ContainerdRelease release, String registryLines) {
    ContainerdNode node = NODES.computeIfAbsent(release, ContainerdNode::new);
    node.host.run("rm -rf /etc/containerd /etc/docker");
    node.containerd.start(TestContainerd.config(release, registryLines));
    return node;
  }

  TestHost host() {
    return host;
  }

  TestContainerd containerd() {
    return containerd;
  }

  /** How many requests a registry saw, which has to be trusted for that. */
  int requests(String registry) {
    return Objects.requireNonNull(registries.get(registry)).requests().size();
  }

  /** Changes the configuration and starts containerd anew. */
  void configure(String registryLines) {
    containerd.start(TestContainerd.config(release, registryLines));
  }

  /** Why an image of the registry is not pulled. */
  String pull(String registry) {
    return containerd.pull(registry + "/app:1");
  }

  /** Lets hosttrust make the host's containerd trust the CA for a registry. */
  Outcome rollout(String registry) {
    return rollout(registry, Stores.named("containerd"));
  }

  /** The same, and lets it set containerd's {@code config_path}. */
  Outcome rolloutWithConfigPath(String registry) {
    return rollout(registry, Stores.named("containerd").withContainerdConfigPath(CERTS_D));
  }

  private Outcome rollout(String registry, Stores stores) {
    return RolledOut.to(host, CA, "harbor", registry, stores);
  }
}
