// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.store;

import dev.hosttrust.agent.Convergence;
import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.daemon.Restarts;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.testhosts.ExecOutput;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;

/** Lets hosttrust make a host in a container trust a CA for a registry, as root and without SSH. */
final class RolledOut {
  private RolledOut() {}

  static Outcome to(TestHost host, TestCa ca, String name, String registry, Stores stores) {
    return to(host, ca, name, registry, stores, Restarts.NONE);
  }

  static Outcome to(
      TestHost host, TestCa ca, String name, String registry, Stores stores, Restarts restarts) {
    try {
      CaCertificate certificate = CaCertificate.ofDer(ca.der());
      Anchor anchor =
          new Anchor(new AnchorName(name), certificate, List.of(Registry.parse(registry)));
      return to(
          host, new Wanted(TreeRoot.SYSTEM, new TrustSpec(List.of(anchor)), stores, restarts));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  static Outcome to(TestHost host, Wanted wanted) {
    return Convergence.rollout(wanted, plan -> Optional.empty())
        .run((command, stdin) -> exec(host, command, stdin));
  }

  private static ExecResult exec(TestHost host, String command, byte[] stdin) {
    host.writeFile("/run/stdin", new String(stdin, StandardCharsets.UTF_8), 0600);
    ExecOutput output = host.exec(command + " </run/stdin");
    return new ExecResult(
        output.exit(),
        output.stdout().getBytes(StandardCharsets.UTF_8),
        output.stderr().getBytes(StandardCharsets.UTF_8));
  }
}
