// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.trust.CheckedSpec;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.agent.trust.file.FileSpec;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.trust.SpecFlags;
import dev.hosttrust.controller.trust.YamlSpec;
import dev.hosttrust.inventories.connection.FileVariable;
import dev.hosttrust.inventories.connection.TrustVariables;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Warning;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What each host shall trust: the flags, or the spec file, with a host's own variables ({@code
 * hosttrust_ca}, {@code hosttrust_name}, {@code hosttrust_registries}, {@code hosttrust_stores}) on
 * top.
 */
final class TrustSource {
  private final Environment environment;
  private final TrustFlags flags;
  private final Findings findings;
  private final Map<OneAnchor, Optional<TrustSpec>> specs = new HashMap<>();
  private final Map<String, Optional<FileSpec>> fromFiles = new HashMap<>();
  private final Map<RotationFlags, Optional<CheckedSpec>> rotations = new HashMap<>();

  private record OneAnchor(@Nullable Path ca, @Nullable String name, List<String> registries) {}

  TrustSource(Environment environment, TrustFlags flags, Findings findings) {
    this.environment = environment;
    this.flags = flags;
    this.findings = findings;
    if (flags.spec() != null && flags.namesAnAnchor()) {
      findings.problem(
          "--spec: stands in place of --ca, --name, --registry and --allow; give either the file or"
              + " the flags");
    }
  }

  /** Whether the flags, or these variables of a host, say what it shall trust. */
  boolean namesAnchors(TrustVariables variables) {
    return flags.spec() != null || flags.namesAnAnchor() || variables.ca() != null;
  }

  /** Whether the flags, or these variables of a host, say which stores shall have it. */
  boolean namesStores(TrustVariables variables) {
    return flags.spec() != null
        || flags.stores() != null
        || flags.containerdConfigPath() != null
        || variables.stores() != null;
  }

  /** The spec of a host with these variables; empty if there is none, which the findings say. */
  Optional<TrustSpec> of(TrustVariables variables) {
    if (flags.absent()) {
      return absent();
    }
    RotationFlags rotating = flags.rotation();
    if (rotating != null) {
      return rotation()
          .map(
              checked ->
                  rotating.step() == RotationStep.FINISH ? checked.succeeded() : checked.spec());
    }
    String spec = flags.spec();
    if (spec != null && variables.ca() == null) {
      return file(spec).map(FileSpec::spec);
    }
    FileVariable variable = variables.ca();
    String ca = flags.ca();
    return anchor(
        new OneAnchor(
            variable != null ? path(variable) : ca == null ? null : environment.path(ca),
            variables.name() != null ? variables.name() : flags.name(),
            variables.registries().isEmpty() ? flags.registries() : variables.registries()),
        variable);
  }

  /**
   * Which CA takes the place of which, the same for all hosts; empty if that cannot be used, which
   * the findings say, or if none does.
   */
  Optional<CheckedSpec> rotation() {
    RotationFlags rotating = flags.rotation();
    return rotating == null
        ? Optional.empty()
        : rotations.computeIfAbsent(rotating, this::readRotation);
  }

  private Optional<CheckedSpec> readRotation(RotationFlags rotating) {
    String spec = flags.spec();
    String ca = flags.ca();
    String previous = rotating.previous();
    if (spec != null) {
      if (previous != null) {
        findings.problem("--previous: goes with --ca; in a spec file, write previous: FILE");
      }
      Optional<CheckedSpec> checked = file(spec).map(FileSpec::checked);
      if (checked.filter(found -> found.successions().isEmpty()).isPresent()) {
        findings.problem(
            spec, "no anchor has the key previous", "name the old CA of each that rotates");
      }
      return checked;
    }
    if (ca == null || previous == null) {
      findings.problem(
          "no two CAs: name the new one with --ca FILE and the old one with --previous FILE, or a file"
              + " that has both with --spec FILE");
      return Optional.empty();
    }
    return read(
        () ->
            SpecFlags.succession(
                environment.path(ca),
                environment.path(previous),
                flags.name(),
                flags.registries(),
                flags.allowed(),
                environment.clock()),
        CheckedSpec::warnings);
  }

  /** What goes, by the flags; the same for all hosts. */
  private Optional<TrustSpec> absent() {
    return specs.computeIfAbsent(
        new OneAnchor(null, flags.name(), flags.registries()),
        a ->
            read(
                    () ->
                        SpecFlags.absent(
                            Optional.ofNullable(flags.ca()).map(environment::path),
                            flags.name(),
                            flags.registries(),
                            environment.clock()),
                    CheckedSpec::warnings)
                .map(CheckedSpec::spec));
  }

  /**
   * The stores of a host with these variables: what they name, or {@code --store}, or the spec
   * file.
   *
   * @throws ProblemsException if a store is unknown
   */
  Stores stores(String host, TrustVariables variables) {
    Stores stores = namedStores(host, variables);
    String path = flags.containerdConfigPath();
    if (path != null) {
      if (variables.stores() == null && !stores.includes("containerd") && !stores.isAuto()) {
        throw ProblemsException.of(
            Problem.at(
                "--containerd-config-path",
                "is for the store containerd, which is not named; add it, as in --store "
                    + stores
                    + ",containerd"));
      }
      return withConfigPath(stores, path);
    }
    return Optional.ofNullable(flags.spec())
        .flatMap(this::file)
        .flatMap(FileSpec::containerdConfigPath)
        .map(stores::withContainerdConfigPath)
        .orElse(stores);
  }

  private static Stores withConfigPath(Stores stores, String path) {
    try {
      return stores.withContainerdConfigPath(path);
    } catch (IllegalArgumentException e) {
      throw ProblemsException.of(
          Problem.at("--containerd-config-path", String.valueOf(e.getMessage())));
    }
  }

  private Stores namedStores(String host, TrustVariables variables) {
    List<String> ofHost = variables.stores();
    if (ofHost != null) {
      return named(host + ": hosttrust_stores", ofHost);
    }
    List<String> ofFlags = flags.stores();
    if (ofFlags != null) {
      return named("--store", ofFlags);
    }
    return Optional.ofNullable(flags.spec())
        .flatMap(this::file)
        .flatMap(FileSpec::stores)
        .orElse(Stores.DEFAULT);
  }

  private static Stores named(String where, List<String> names) {
    try {
      return Stores.named(names);
    } catch (IllegalArgumentException e) {
      throw ProblemsException.of(Problem.at(where, String.valueOf(e.getMessage())));
    }
  }

  private Path path(FileVariable variable) {
    return variable
        .directory(environment.workingDirectory())
        .resolve(environment.userPath().expand(variable.path()))
        .normalize();
  }

  private Optional<FileSpec> file(String spec) {
    return fromFiles.computeIfAbsent(
        spec,
        path ->
            read(
                () ->
                    YamlSpec.read(
                        environment.path(path), environment.userPath(), environment.clock()),
                FileSpec::warnings));
  }

  private Optional<TrustSpec> anchor(OneAnchor anchor, @Nullable FileVariable variable) {
    return specs.computeIfAbsent(anchor, a -> readAnchor(a, variable));
  }

  private Optional<TrustSpec> readAnchor(OneAnchor anchor, @Nullable FileVariable variable) {
    Path ca = anchor.ca();
    if (ca == null) {
      findings.problem("no CA: name one with --ca FILE, or many with --spec FILE");
      return Optional.empty();
    }
    return read(
            () ->
                naming(
                    ca,
                    variable,
                    () ->
                        SpecFlags.read(
                            ca,
                            anchor.name(),
                            anchor.registries(),
                            flags.allowed(),
                            environment.clock())),
            CheckedSpec::warnings)
        .map(CheckedSpec::spec);
  }

  /** Of a file that a variable names, problems say which variable of which host, and where. */
  private static CheckedSpec naming(
      Path ca, @Nullable FileVariable variable, Supplier<CheckedSpec> reader) {
    try {
      return reader.get();
    } catch (ProblemsException e) {
      if (variable == null) {
        throw e;
      }
      throw new ProblemsException(
          e.problems().stream()
              .map(
                  problem ->
                      problem.where().startsWith(ca.toString())
                          ? problem.within(variable.where())
                          : problem)
              .toList());
    }
  }

  private <T> Optional<T> read(Supplier<T> reader, Function<T, List<Warning>> warnings) {
    Optional<T> checked = findings.read(reader);
    checked.ifPresent(spec -> warnings.apply(spec).forEach(findings::add));
    return checked;
  }
}
