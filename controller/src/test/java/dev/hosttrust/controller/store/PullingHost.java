// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.store;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.testhosts.ServerCertificate;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestRegistry;

/** A host that pulls images from a registry of its own, which it does not trust at first. */
final class PullingHost implements AutoCloseable {
  static final String NAME = "registry.example.com";
  static final String WITH_PORT = NAME + ":8443";
  static final TestCa CA = TestCa.named("Registry CA");

  private final TestHost host;

  private PullingHost(TestHost host) {
    this.host = host;
  }

  static PullingHost start(TestHosts kind) {
    TestHost host = kind.start();
    ServerCertificate certificate = CA.server(NAME);
    TestRegistry.start(host, certificate, 443);
    TestRegistry.start(host, certificate, 8443);
    return new PullingHost(host);
  }

  TestHost host() {
    return host;
  }

  /** Lets hosttrust make the host trust the CA for a registry. */
  Outcome rollout(String registry, String... stores) {
    return RolledOut.to(host, CA, "registry", registry, Stores.named(stores));
  }

  @Override
  public void close() {
    host.close();
  }
}
