// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Registries that nobody named, and whose files have a certificate which goes, or which goes later:
 * their files are left, and told.
 */
final class UnnamedRegistries {
  private static final String ENDING = ".crt";

  /** The directory for all registries that have none of their own. */
  private static final String DEFAULT = "_default";

  /** More files than these are not looked into. */
  private static final int MOST_FILES = 100;

  private final Wanted wanted;
  private final Facts facts;
  private final AbsentFiles local;
  private final List<Going> going;
  private final Set<String> named;

  /**
   * A directory whose entries have the names of registries.
   *
   * @param store the one that writes there
   * @param ofFiles whether the entries are files; else each is a directory with files
   */
  private record Place(String store, String path, boolean ofFiles) {
    private Names names() {
      return new Names(path, ENDING);
    }

    /** Whose file it is; empty for one that no program reads as a registry's. */
    private String registry(String file) {
      String below = file.substring(path.length() + 1);
      int slash = below.indexOf('/');
      if (ofFiles) {
        return slash >= 0 ? "" : below.substring(0, below.length() - ENDING.length());
      }
      return slash < 0 || slash != below.lastIndexOf('/') ? "" : below.substring(0, slash);
    }
  }

  /**
   * What goes.
   *
   * @param name of the anchor, for people
   * @param isLater whether it is trusted until then
   */
  private record Going(String name, List<CaCertificate> certificates, boolean isLater) {
    private boolean isIn(List<CaCertificate> found) {
      return found.stream()
          .anyMatch(
              there ->
                  certificates.stream().anyMatch(c -> c.fingerprint().equals(there.fingerprint())));
    }
  }

  /** A file with a certificate. */
  private record Holding(Place place, String file, Going going) {}

  UnnamedRegistries(Wanted wanted, Facts facts) {
    this.wanted = wanted;
    this.facts = facts;
    this.local = RegistryRemoval.local(wanted, facts);
    this.going = going();
    this.named = named();
  }

  private List<Going> going() {
    Set<String> trusted =
        wanted.spec().anchors().stream()
            .map(anchor -> anchor.certificate().fingerprint())
            .collect(Collectors.toSet());
    List<Going> all = new ArrayList<>();
    for (AbsentAnchor anchor : wanted.spec().absent()) {
      List<CaCertificate> certificates =
          local.of(anchor).stream().filter(c -> !trusted.contains(c.fingerprint())).toList();
      all.add(new Going(anchor.name().value(), certificates, false));
    }
    for (Anchor anchor : wanted.spec().leaving()) {
      all.add(new Going(anchor.givenName(), List.of(anchor.certificate()), true));
    }
    return all;
  }

  /** What the entries of registries are called that were named. */
  private Set<String> named() {
    Set<String> names = new HashSet<>(Set.of(DEFAULT));
    Stream.concat(
            wanted.spec().anchors().stream().flatMap(anchor -> anchor.registries().stream()),
            wanted.spec().absent().stream().flatMap(anchor -> anchor.registries().stream()))
        .forEach(
            registry -> {
              names.addAll(List.of(registry.toString(), registry.directoryName()));
              HostDirectories.withoutColon(registry).ifPresent(names::add);
            });
    return names;
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    places.add(new Place("docker", DockerLookup.DIRECTORY, false));
    CertsDirectory.PODMAN.ownRoots().forEach(root -> places.add(new Place("podman", root, false)));
    ContainerdStore.rootsOrUsual(wanted, facts).stream()
        .filter(root -> root.startsWith("/") && !root.endsWith("/"))
        .forEach(root -> places.add(new Place("containerd", root, false)));
    RancherDistribution.ALL.forEach(d -> places.add(new Place("k3s", d.caDirectory(), true)));
    return places.stream().filter(this::counts).toList();
  }

  /** With {@code auto}, a host's stores are those that something reads there. */
  private boolean counts(Place place) {
    return !wanted.stores().isAuto()
        || facts.isNone()
        || wanted.stores().of(wanted, facts).stream().anyMatch(s -> s.id().equals(place.store()));
  }

  /** What the host is asked, the files once it is known which there are. */
  List<Question<?>> questions() {
    if (going.isEmpty()) {
      return List.of();
    }
    List<Question<?>> questions = new ArrayList<>();
    if (wanted.spec().absent().stream().anyMatch(anchor -> anchor.certificate().isEmpty())) {
      questions.addAll(local.questions(List.of()));
    }
    for (Place place : places()) {
      questions.add(place.names());
      files(place).limit(MOST_FILES).map(Path::look).forEach(questions::add);
    }
    return questions;
  }

  private Stream<String> files(Place place) {
    return facts.of(place.names()).stream()
        .filter(file -> !place.registry(file).isEmpty())
        .filter(file -> !named.contains(place.registry(file)));
  }

  private Stream<Holding> holding() {
    return going.isEmpty()
        ? Stream.empty()
        : places().stream()
            .flatMap(
                place ->
                    files(place).limit(MOST_FILES).flatMap(file -> holding(place, file).stream()));
  }

  private List<Holding> holding(Place place, String file) {
    List<CaCertificate> found =
        facts
            .content(file)
            .map(content -> FoundCertificates.in(content.latin1()))
            .orElse(List.of());
    return going.stream()
        .filter(each -> each.isIn(found))
        .map(each -> new Holding(place, file, each))
        .toList();
  }

  /** The files that keep a certificate trusted which is to go. */
  List<LeftTrust.Kept> kept() {
    return holding()
        .filter(holding -> !holding.going().isLater())
        .map(
            holding ->
                new LeftTrust.Kept(
                    holding.file(),
                    "%s still trusts %s; name its registry as well, as by %s"
                        .formatted(holding.file(), holding.going().name(), flags(holding))))
        .distinct()
        .toList();
  }

  /** Those that would keep it trusted later on, and where not all could be looked at. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    holding()
        .filter(holding -> holding.going().isLater())
        .map(
            holding ->
                "%s has the CA that is to go as %s; name its registry as well, as by %s"
                    .formatted(holding.file(), holding.going().name(), flags(holding)))
        .distinct()
        .forEach(warnings::add);
    for (Place place : going.isEmpty() ? List.<Place>of() : places()) {
      long all = files(place).count();
      if (all > MOST_FILES) {
        warnings.add(
            "%s has %d CA files of registries that were not named; %d of them were looked at for a CA that goes"
                .formatted(place.path(), all, MOST_FILES));
      }
    }
    return warnings;
  }

  private String flags(Holding holding) {
    Place place = holding.place();
    String registry = "--registry " + flag(place.registry(holding.file()));
    boolean isNamed =
        wanted.stores().isAuto()
            || wanted.stores().includes(place.store())
            || (place.store().equals("docker") && wanted.stores().includes("podman"));
    return isNamed
        ? registry
        : registry + ", and its store: --store %s,%s".formatted(wanted.stores(), place.store());
  }

  /** {@code HOST:PORT} of an entry that is called {@code HOST_PORT_}. */
  private static String flag(String entry) {
    return entry.replaceFirst("_([0-9]+)_$", ":$1");
  }
}
