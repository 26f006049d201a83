// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.TrustSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A host from which a CA goes again, under the name harbor, for one registry. */
abstract class RemovalHost extends HarborHost {
  static final String NAME = "harbor.example.com:8443";
  static final String CONTAINERD = "/etc/containerd/certs.d/" + NAME;

  /** The stores of registries, and the file that each has for the registry. */
  static final String REGISTRY_FILES =
      """
      docker, /etc/docker/certs.d/harbor.example.com:8443/ca.crt
      podman, /etc/containers/certs.d/harbor.example.com:8443/ca.crt
      containerd, /etc/containerd/certs.d/harbor.example.com:8443/ca.crt
      k3s, /etc/rancher/k3s/hosttrust/harbor.example.com:8443.crt
      """;

  final CaCertificate other = ca("Another CA");

  Outcome converge(String stores, List<Anchor> present, AbsentAnchor... absent) {
    return converge(host, stores, present, absent);
  }

  private Outcome converge(
      Shell shell, String stores, List<Anchor> present, AbsentAnchor... absent) {
    Wanted wanted =
        new Wanted(
            host.root(), new TrustSpec(present, List.of(absent)), Stores.named(stores.split(",")));
    return Convergence.rollout(wanted, plan -> Optional.empty()).run(shell);
  }

  Outcome trust(String stores) {
    return converge(stores, List.of(anchor("harbor", certificate, NAME)));
  }

  Outcome remove(String stores, CaCertificate... certificate) {
    return remove(host, stores, certificate);
  }

  Outcome remove(Shell shell, String stores, CaCertificate... certificate) {
    Optional<CaCertificate> which = List.of(certificate).stream().findFirst();
    return converge(
        shell,
        stores,
        List.of(),
        new AbsentAnchor(new AnchorName("harbor"), which, List.of(Registry.parse(NAME))));
  }

  static String text(CaCertificate... certificates) {
    StringBuilder text = new StringBuilder();
    for (CaCertificate certificate : certificates) {
      text.append(new String(certificate.pem(), StandardCharsets.US_ASCII));
    }
    return text.toString();
  }

  static List<String> warnings(Outcome outcome) {
    return outcome instanceof Unchanged unchanged
        ? unchanged.warnings()
        : ((Changed) outcome).warnings();
  }

  static Evidence evidence(Outcome outcome) {
    return outcome instanceof Unchanged unchanged
        ? unchanged.evidence()
        : ((Changed) outcome).evidence();
  }

  void containerd() throws IOException {
    host.write(
        "/etc/containerd/config.toml",
        """
        version = 3
        [plugins.'io.containerd.cri.v1.images'.registry]
        config_path = '/etc/containerd/certs.d'
        """);
  }
}
