// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.store;

import dev.hosttrust.agent.Convergence;
import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.testhosts.ExecOutput;
import dev.hosttrust.testhosts.ServerCertificate;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestRegistry;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;

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
    try {
      CaCertificate ca = CaCertificate.ofDer(CA.der());
      Anchor anchor = new Anchor(new AnchorName("registry"), ca, List.of(Registry.parse(registry)));
      Wanted wanted =
          new Wanted(TreeRoot.SYSTEM, new TrustSpec(List.of(anchor)), Stores.named(stores));
      return Convergence.rollout(wanted, plan -> Optional.empty()).run(this::exec);
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  private ExecResult exec(String command, byte[] stdin) {
    host.writeFile("/run/stdin", new String(stdin, StandardCharsets.UTF_8), 0600);
    ExecOutput output = host.exec(command + " </run/stdin");
    return new ExecResult(
        output.exit(),
        output.stdout().getBytes(StandardCharsets.UTF_8),
        output.stderr().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    host.close();
  }
}
