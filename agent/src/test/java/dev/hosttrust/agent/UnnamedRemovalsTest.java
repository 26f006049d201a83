// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import java.io.IOException;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A CA is taken away from the stores that are named, while others have it as well. */
class UnnamedRemovalsTest extends RemovalHost {

  @ParameterizedTest
  @CsvSource({
    "podman, /etc/containers/certs.d/harbor.example.com:8443/ca.crt",
    "podman, /root/.config/containers/certs.d/harbor.example.com:8443/ca.crt",
    "containerd, /etc/containerd/certs.d/harbor.example.com:8443/ca.crt",
    "containerd, /etc/containerd/certs.d/harbor.example.com_8443_/ca.crt",
    "k3s, /etc/rancher/k3s/hosttrust/harbor.example.com:8443.crt",
    "k3s, /etc/rancher/rke2/hosttrust/harbor.example.com:8443.crt",
    "firefox, /etc/firefox/policies/hosttrust/harbor.crt",
    "system, /usr/share/ca-certificates/local/harbor.crt"
  })
  void aStoreThatWasNotNamedIsTold(String store, String file) throws IOException {
    host.write(file, text(certificate));
    SortedMap<String, String> before = host.tree();

    Outcome outcome = remove("docker", certificate);

    assertThat(outcome).isInstanceOf(Unchanged.class);
    assertThat(((Unchanged) outcome).evidence().keptBy()).containsExactly(file);
    assertThat(warnings(outcome))
        .containsExactly(
            "%s still has the certificate of harbor, and its store was not named: add --store docker,%s"
                .formatted(file, store));
    assertThat(host.tree()).isEqualTo(before);
    assertThat(warnings(remove("docker", other))).isEmpty();
    assertThat(host.execs()).isEqualTo(2);
  }

  @Test
  void theHostsOwnFileTellsWhichCertificateIsMeant() {
    trust("system,docker");

    Outcome outcome = remove("system");

    assertThat(outcome).isInstanceOf(Changed.class);
    assertThat(warnings(outcome))
        .containsExactly(
            REGISTRY_CA
                + " still has the certificate of harbor, and its store was not named: add --store"
                + " system,docker");
  }

  @Test
  void whatPodmansStoreTakesAwayIsNotTold() {
    trust("docker");

    assertThat(warnings(remove("podman", certificate))).isEmpty();
    assertThat(host.path(REGISTRY)).doesNotExist();
  }

  @Test
  void nothingIsToldWhereAllStoresAreTaken() throws IOException {
    host.write("/etc/containers/certs.d/" + NAME + "/ca.crt", text(certificate));

    assertThat(warnings(remove("auto", certificate))).isEmpty();
  }
}
