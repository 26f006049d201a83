// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.facts.Question.Tool;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.RegistryFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Programs of a host that pull images, and whose store was not named. All of them trust the system
 * store as well, but those that run as a service read it only when they start.
 */
final class UnnamedStores {
  private static final Tool PODMAN = new Tool("podman");
  private static final Tool CRIO = new Tool("crio");
  private static final Tool CONTAINERD = new Tool("containerd");

  /** Docker brings a containerd along, which pulls nothing of its own; the kubelet has it pull. */
  private static final Path KUBELET = Path.look("/var/lib/kubelet");

  private static final Path K3S = Path.look("/var/lib/rancher/k3s/agent");
  private static final Path RKE2 = Path.look("/var/lib/rancher/rke2/agent");

  private final Wanted wanted;
  private final Facts facts;

  private UnnamedStores(Wanted wanted, Facts facts) {
    this.wanted = wanted;
    this.facts = facts;
  }

  /** What a host is asked in addition; none of it starts a process there. */
  static List<Question<?>> questions(Wanted wanted) {
    if (!isOn(wanted)) {
      return List.of();
    }
    List<Question<?>> questions =
        new ArrayList<>(List.of(PODMAN, CRIO, CONTAINERD, KUBELET, K3S, RKE2));
    for (RegistryFile file : wanted.spec().registryFiles()) {
      questions.addAll(ContainersLookup.whatHidesDockers(file.registry()));
    }
    return questions;
  }

  /** In the tree of an image nothing runs; {@code auto} takes all stores that there are. */
  private static boolean isOn(Wanted wanted) {
    return wanted.root().isSystem()
        && !wanted.stores().isAuto()
        && !wanted.spec().registryFiles().isEmpty();
  }

  /** A warning for each program that will not trust the registries, with the flag to add. */
  static List<String> warnings(Wanted wanted, Facts facts) {
    return isOn(wanted) ? new UnnamedStores(wanted, facts).warnings() : List.of();
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (isUnnamed("podman") && (!isNamed("docker") || hiding().isPresent())) {
      String why = hiding().map(path -> ", because " + path + " is there").orElse("");
      if (facts.of(CRIO)) {
        warnings.add(service("CRI-O", "podman", why));
      }
      if (facts.of(PODMAN) && !isNamed("system")) {
        warnings.add(
            "Podman pulls images on this host, and reads none of the stores that were named%s; %s"
                .formatted(why, remedy("podman")));
      }
    }
    boolean distribution = facts.exists(K3S.path()) || facts.exists(RKE2.path());
    if (isUnnamed("k3s") && distribution) {
      warnings.add(service(facts.exists(K3S.path()) ? "k3s" : "RKE2", "k3s", ""));
    }
    if (isUnnamed("containerd")
        && facts.of(CONTAINERD)
        && facts.exists(KUBELET.path())
        && !distribution) {
      warnings.add(service("containerd", "containerd", ""));
    }
    return warnings;
  }

  private String service(String program, String store, String why) {
    String read =
        isNamed("system")
            ? "reads the system store only when it starts, and no other of those that were named"
            : "reads none of the stores that were named";
    return "%s pulls images on this host, and %s%s; %s"
        .formatted(program, read, why, remedy(store));
  }

  private String remedy(String store) {
    return "name its store as well: --store " + wanted.stores() + "," + store;
  }

  /** Whether hosttrust knows such a store and it is not among those that were named. */
  private boolean isUnnamed(String store) {
    return Stores.names().contains(store) && !isNamed(store);
  }

  private boolean isNamed(String store) {
    return wanted.stores().includes(store);
  }

  private Optional<String> hiding() {
    return wanted.spec().registryFiles().stream()
        .map(RegistryFile::registry)
        .flatMap((Registry registry) -> ContainersLookup.hidesDockers(registry, facts).stream())
        .findFirst();
  }
}
