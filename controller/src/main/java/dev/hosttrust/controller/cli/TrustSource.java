package dev.hosttrust.controller.cli;

import dev.hosttrust.agent.spec.CheckedSpec;
import dev.hosttrust.agent.spec.TrustSpec;
import dev.hosttrust.agent.spec.Warning;
import dev.hosttrust.controller.spec.YamlSpec;
import dev.hosttrust.controller.spec.SpecFlags;
import dev.hosttrust.inventories.connection.TrustVariables;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What each host shall trust: the flags, or the spec file, with a host's own variables ({@code
 * hosttrust_ca}, {@code hosttrust_name}, {@code hosttrust_registries}) on top.
 */
final class TrustSource {
  private final Environment environment;
  private final SpecOptions options;
  private final Findings findings;
  private final Map<Flags, Optional<TrustSpec>> specs = new HashMap<>();
  private final Map<String, Optional<TrustSpec>> fromFiles = new HashMap<>();

  private record Flags(@Nullable String ca, @Nullable String name, List<String> registries) {}

  TrustSource(Environment environment, SpecOptions options, Findings findings) {
    this.environment = environment;
    this.options = options;
    this.findings = findings;
    if (options.spec != null && hasFlags()) {
      findings.problem(
          "--spec: stands in place of --ca, --name and --registry; give either the file or the"
              + " flags");
    }
  }

  private boolean hasFlags() {
    return options.ca != null || options.name != null || !options.registries.isEmpty();
  }

  /** The spec of a host with these variables; empty if there is none, which the findings say. */
  Optional<TrustSpec> of(TrustVariables variables) {
    if (options.spec != null && variables.ca() == null) {
      return file(options.spec);
    }
    return flags(
        new Flags(
            variables.ca() != null ? variables.ca() : options.ca,
            variables.name() != null ? variables.name() : options.name,
            variables.registries().isEmpty() ? options.registries : variables.registries()));
  }

  private Optional<TrustSpec> file(String spec) {
    return fromFiles.computeIfAbsent(
        spec, path -> read(() -> YamlSpec.read(environment.path(path), InstantSource.system())));
  }

  private Optional<TrustSpec> flags(Flags flags) {
    return specs.computeIfAbsent(flags, this::readFlags);
  }

  private Optional<TrustSpec> readFlags(Flags flags) {
    String ca = flags.ca();
    if (ca == null) {
      findings.problem("no CA: name one with --ca FILE, or many with --spec FILE");
      return Optional.empty();
    }
    return read(
        () ->
            SpecFlags.read(
                environment.path(ca), flags.name(), flags.registries(), InstantSource.system()));
  }

  private Optional<TrustSpec> read(Supplier<CheckedSpec> reader) {
    Optional<CheckedSpec> checked = findings.read(reader);
    checked.ifPresent(
        spec -> spec.warnings().stream().map(Warning::message).forEach(findings::warning));
    return checked.map(CheckedSpec::spec);
  }
}
