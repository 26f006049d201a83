// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.TrustSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A CA goes, and files of registries that nobody named have it as well. */
class UnnamedRegistriesTest extends RemovalHost {
  private static final String OTHER = "mirror.example.com:5000";

  @ParameterizedTest
  @CsvSource({
    "docker, docker, /etc/docker/certs.d/mirror.example.com:5000/ca.crt",
    "docker, docker, /etc/docker/certs.d/mirror.example.com_5000_/ca.crt",
    "docker, docker, /etc/docker/certs.d/mirror.example.com:5000/corp.crt",
    "podman, docker, /etc/docker/certs.d/mirror.example.com:5000/ca.crt",
    "podman, podman, /etc/containers/certs.d/mirror.example.com:5000/ca.crt",
    "podman, podman, /root/.config/containers/certs.d/mirror.example.com:5000/ca.crt",
    "docker, podman, /etc/containers/certs.d/mirror.example.com:5000/ca.crt",
    "containerd, containerd, /etc/containerd/certs.d/mirror.example.com:5000/ca.crt",
    "docker, containerd, /etc/containerd/certs.d/mirror.example.com_5000_/ca.crt",
    "k3s, k3s, /etc/rancher/k3s/hosttrust/mirror.example.com:5000.crt",
    "docker, k3s, /etc/rancher/rke2/hosttrust/mirror.example.com:5000.crt"
  })
  void areToldAndKeepTheCa(String named, String store, String file) throws IOException {
    containerd();
    host.write("/etc/rancher/k3s/registries.yaml", "mirrors: {}\n");
    host.write(file, text(certificate, other));
    SortedMap<String, String> before = host.tree();

    Outcome outcome = remove(named, certificate);

    String flags = "--registry " + OTHER;
    boolean isNamed = named.equals(store) || named.equals("podman");
    assertThat(warnings(outcome))
        .contains(
            "%s still trusts harbor; name its registry as well, as by %s%s"
                .formatted(
                    file,
                    flags,
                    isNamed ? "" : ", and its store: --store %s,%s".formatted(named, store)));
    assertThat(evidence(outcome).keptBy()).containsExactly(file);
    assertThat(host.tree()).isEqualTo(before);
    assertThat(evidence(remove(named, other)).keptBy()).containsExactly(file);
    assertThat(evidence(remove(named, ca("A third CA"))).keptBy()).isEmpty();
  }

  @Test
  void areNotToldOfACaThatIsTrustedUnderAnotherName() throws IOException {
    host.write("/etc/docker/certs.d/" + OTHER + "/ca.crt", text(certificate));
    trust("system,docker");

    Outcome outcome =
        converge(
            "system,docker",
            List.of(anchor("hub", certificate, NAME)),
            new AbsentAnchor(new AnchorName("harbor"), Optional.empty(), List.of()));

    assertThat(warnings(outcome)).noneMatch(warning -> warning.contains(OTHER));
  }

  /** While both CAs are trusted, nothing is kept that is to go; but it would be. */
  @Test
  void areToldAheadOfTheEndOfARotation() throws IOException {
    String file = "/etc/docker/certs.d/" + OTHER + "/ca.crt";
    host.write(file, text(certificate));
    Anchor old = anchor("harbor", certificate, NAME);
    Anchor now = anchor("harbor" + other.partSuffix(), other, NAME);
    Wanted both =
        new Wanted(
            host.root(),
            new TrustSpec(List.of(now, old), List.of(), List.of(old)),
            Stores.named("docker"));

    for (int run = 0; run < 2; run++) {
      Outcome outcome = Convergence.rollout(both, plan -> Optional.empty()).run(host);

      assertThat(warnings(outcome))
          .containsExactly(
              file
                  + " has the CA that is to go as harbor; name its registry as well, as by --registry "
                  + OTHER);
      assertThat(evidence(outcome).keptBy()).isEmpty();
    }
    Wanted unknown =
        new Wanted(host.root(), new TrustSpec(List.of(now, old)), Stores.named("docker"));
    assertThat(warnings(Convergence.rollout(unknown, plan -> Optional.empty()).run(host)))
        .isEmpty();
  }
}
