// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Files that hosttrust writes in stores which were not named, and that have a certificate which is
 * to go: a removal leaves them, and tells.
 */
final class UnnamedRemovals {
  private final Wanted wanted;

  /** By the store that would take it away, what is looked for and in which files. */
  private final SequencedMap<String, List<Place>> places = new LinkedHashMap<>();

  private record Place(LeftTrust left, List<String> files) {}

  /** With {@code auto}, a host's stores are all taken that something reads there. */
  UnnamedRemovals(Wanted wanted, Facts facts) {
    this.wanted = wanted;
    if (wanted.spec().absent().isEmpty() || wanted.stores().isAuto()) {
      return;
    }
    AbsentFiles local = RegistryRemoval.local(wanted, facts);
    LeftTrust.ofRegistries(wanted, facts).forEach(this::add);
    for (AbsentAnchor anchor : wanted.spec().absent()) {
      LeftTrust left = new LeftTrust("", List.of(anchor), local.of(anchor), facts);
      List<String> names = List.copyOf(local.names(anchor, List.of()));
      add("system", left, names.stream().map(DebianStore::file).toList());
      add("firefox", left, names.stream().map(FirefoxStore::file).toList());
    }
  }

  /** The store podman takes it out of Docker's directory as well. */
  private void add(Registry registry, LeftTrust left) {
    if (!wanted.stores().includes("podman")) {
      add("docker", left, List.of(DockerLookup.directory(registry) + "/ca.crt"));
    }
    add("podman", left, ContainersLookup.ownFiles(registry));
    add(
        "containerd",
        left,
        new HostDirectories(List.of(ContainerdRemedy.USUAL_PATH), registry)
            .candidates().stream()
                .filter(directory -> !HostDirectories.isDefault(directory))
                .map(directory -> directory + "/ca.crt")
                .toList());
    add("k3s", left, RancherDistribution.ALL.stream().map(d -> d.caFile(registry)).toList());
  }

  private void add(String store, LeftTrust left, List<String> files) {
    if (!wanted.stores().includes(store)) {
      places.computeIfAbsent(store, s -> new ArrayList<>()).add(new Place(left, files));
    }
  }

  private Stream<Place> all() {
    return places.values().stream().flatMap(List::stream);
  }

  /** What a host is asked in addition; where none of the files is there, it starts no process. */
  List<Question<?>> questions() {
    return all().flatMap(place -> place.left().questions(place.files()).stream()).toList();
  }

  /** Each such file, with the flag to add. */
  List<LeftTrust.Kept> kept() {
    List<LeftTrust.Kept> kept = new ArrayList<>();
    places.forEach(
        (store, there) -> {
          for (Place place : there) {
            place.left().in(place.files()).stream()
                .map(
                    file ->
                        new LeftTrust.Kept(
                            file,
                            "%s still has the certificate of %s, and its store was not named: add --store %s,%s"
                                .formatted(file, place.left().names(), wanted.stores(), store)))
                .forEach(kept::add);
          }
        });
    return kept;
  }
}
