// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question.Tool;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnnamedStoresTest {
  private static final String REGISTRY = "r.example.com";

  private static List<String> warnings(StoreFacts host, String... stores) {
    return UnnamedStores.warnings(StoreFacts.wanted(Stores.named(stores), REGISTRY), host.facts());
  }

  private static StoreFacts with(String tool) {
    return new StoreFacts().answer(new Tool(tool), true);
  }

  @Test
  void whatReadsDockersDirectoryIsNotTold() {
    assertThat(warnings(with("podman"), "docker")).isEmpty();
    assertThat(warnings(with("crio"), "system", "docker")).isEmpty();
  }

  @Test
  void crioIsToldWhereDockersDirectoryIsHidden() {
    StoreFacts host = with("crio").directory("/etc/containers/certs.d/" + REGISTRY);

    assertThat(warnings(host, "system", "docker"))
        .containsExactly(
            "CRI-O pulls images on this host, and reads the system store only when it starts, and"
                + " no other of those that were named, because"
                + " /etc/containers/certs.d/r.example.com is there; name its store as well:"
                + " --store system,docker,podman");
    assertThat(warnings(host, "system", "docker", "podman")).isEmpty();
    assertThat(warnings(host, "auto")).isEmpty();
  }

  @Test
  void podmanReadsTheSystemStoreEachTime() {
    assertThat(warnings(with("podman"), "system")).isEmpty();
    assertThat(warnings(with("podman"), "k3s"))
        .containsExactly(
            "Podman pulls images on this host, and reads none of the stores that were named; name"
                + " its store as well: --store k3s,podman");
  }

  @Test
  void k3sIsToldAndItsContainerdIsNot() {
    StoreFacts host =
        with("containerd").directory("/var/lib/kubelet").directory("/var/lib/rancher/rke2/agent");

    assertThat(warnings(host, "system", "docker"))
        .containsExactly(
            "RKE2 pulls images on this host, and reads the system store only when it starts, and no"
                + " other of those that were named; name its store as well: --store"
                + " system,docker,k3s");
  }

  @Test
  void nothingIsAskedWhereNothingCanBeTold() {
    assertThat(UnnamedStores.questions(StoreFacts.wanted(Stores.DEFAULT))).isEmpty();
    Wanted image =
        new Wanted(
            new TreeRoot("/srv/image"),
            StoreFacts.wanted(Stores.DEFAULT, REGISTRY).spec(),
            Stores.DEFAULT);
    assertThat(UnnamedStores.questions(image)).isEmpty();
    assertThat(UnnamedStores.warnings(image, Facts.NONE)).isEmpty();
  }
}
