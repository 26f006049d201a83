// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.facts.Question.Tool;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.RegistryFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where Podman, CRI-O, skopeo and buildah look: in the first of three directories that exists, even
 * if it is empty (containers-certs.d(5); containers/image, {@code dockerCertDir}). The name is
 * {@code HOST} or {@code HOST:PORT}, letter for letter.
 *
 * <p>Root's own directory hides the others from root alone, so that where it exists, the CA has to
 * be in two places. Where there is none at all, it goes to {@code /etc/containers/certs.d}, which
 * nobody but these programs reads; and into Docker's alone where that store is wanted too, because
 * a second directory would hide what somebody puts into Docker's later on, such as a client's
 * certificate.
 */
final class ContainersLookup implements CertsLookup {
  private static final String ROOTS = "/root/.config/containers/certs.d";
  private static final String OWN = "/etc/containers/certs.d";
  private static final List<Tool> PROGRAMS =
      Stream.of("podman", "crio", "skopeo", "buildah").map(Tool::new).toList();

  private static String in(String directory, Registry registry) {
    return directory + "/" + registry;
  }

  @Override
  public List<String> roots() {
    return List.of(ROOTS, OWN, DockerLookup.DIRECTORY);
  }

  @Override
  public List<String> ownRoots() {
    return List.of(ROOTS, OWN);
  }

  @Override
  public List<String> candidates(Registry registry, Facts known) {
    return roots().stream().map(d -> in(d, registry)).toList();
  }

  @Override
  public List<String> others(Registry registry, Facts known) {
    return List.of();
  }

  /** The files that hosttrust may have written and that these programs alone read. */
  static List<String> ownFiles(Registry registry) {
    return Stream.of(ROOTS, OWN).map(directory -> in(directory, registry) + "/ca.crt").toList();
  }

  @Override
  public List<String> winners(Registry registry, Wanted wanted, Facts facts) {
    String system =
        Stream.of(OWN, DockerLookup.DIRECTORY)
            .map(directory -> in(directory, registry))
            .filter(facts::exists)
            .findFirst()
            .orElseGet(() -> in(fresh(wanted, facts), registry));
    return Stream.concat(
            Optional.of(in(ROOTS, registry)).filter(facts::exists).stream(), Stream.of(system))
        .toList();
  }

  @Override
  public List<String> read(Registry registry, Facts facts, Predicate<String> stays) {
    return Stream.concat(
            Stream.of(in(ROOTS, registry)).filter(stays),
            Stream.of(OWN, DockerLookup.DIRECTORY)
                .map(directory -> in(directory, registry))
                .filter(stays)
                .limit(1))
        .toList();
  }

  private static String fresh(Wanted wanted, Facts facts) {
    return wanted.stores().of(wanted, facts).contains(CertsDirectory.DOCKER)
        ? DockerLookup.DIRECTORY
        : OWN;
  }

  /** A directory that Podman and its like look into before Docker's. */
  static Optional<String> hidesDockers(Registry registry, Facts facts) {
    return Stream.of(ROOTS, OWN)
        .map(directory -> in(directory, registry))
        .filter(facts::exists)
        .findFirst();
  }

  /** What {@link #hidesDockers} goes by. */
  static List<Question<?>> whatHidesDockers(Registry registry) {
    return List.of(Path.look(in(ROOTS, registry)), Path.look(in(OWN, registry)));
  }

  @Override
  public List<Question<?>> questions(Registry registry, Facts known) {
    return List.copyOf(PROGRAMS);
  }

  @Override
  public boolean isOn(Facts facts) {
    return PROGRAMS.stream().anyMatch(facts::of);
  }

  @Override
  public void plan(RegistryFile file, Wanted wanted, Facts facts, Steps steps) {}
}
