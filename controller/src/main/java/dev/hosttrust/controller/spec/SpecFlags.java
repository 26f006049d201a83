package dev.hosttrust.controller.spec;

import dev.hosttrust.agent.spec.CaFile;
import dev.hosttrust.agent.spec.CaFileReader;
import dev.hosttrust.agent.spec.CheckedSpec;
import dev.hosttrust.agent.spec.EasyRsaPki;
import dev.hosttrust.agent.spec.Given;
import dev.hosttrust.agent.spec.Problem;
import dev.hosttrust.agent.spec.SpecBuilder;
import dev.hosttrust.agent.spec.SpecException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A trust spec of one anchor from {@code --ca}, {@code --name} and {@code --registry}.
 *
 * <p>Without {@code --name} the anchor has the base name of the file, as with the Ansible tasks.
 * For an Easy-RSA directory the name must be given: each has a {@code ca.crt}, and {@code ca} would
 * stand for a different CA after the next directory.
 */
public final class SpecFlags {
  private static final Pattern ENDING =
      Pattern.compile("\\.(crt|pem|cer|cert|der)$", Pattern.CASE_INSENSITIVE);

  private SpecFlags() {}

  /**
   * Reads the CA and checks all.
   *
   * @param ca a certificate file, or an Easy-RSA PKI directory
   * @param name null to take it from the file's name
   * @param registries may be empty
   * @param now the time that the certificates shall be valid at
   * @throws SpecException with all the problems
   */
  public static CheckedSpec read(
      Path ca, @Nullable String name, List<String> registries, InstantSource now) {
    SpecBuilder spec = new SpecBuilder();
    CaFileReader reader = new CaFileReader(now);
    boolean isPki = Files.isDirectory(ca);
    CaFile file = isPki ? new EasyRsaPki(reader).read(ca) : reader.read(ca);
    Optional<Given> given = name(ca, name, isPki);
    if (given.isEmpty()) {
      spec.problem(
          new Problem(
              "--name",
              "is missing, and an Easy-RSA directory gives none",
              "name the anchor, such as --name ca.example.com"));
    }
    spec.add(
        given.orElse(null),
        file,
        registries.stream().map(registry -> new Given(registry, "--registry")).toList());
    return spec.build();
  }

  private static Optional<Given> name(Path ca, @Nullable String name, boolean isPki) {
    if (name != null) {
      return Optional.of(new Given(name, "--name"));
    }
    Path base = ca.getFileName();
    return isPki || base == null
        ? Optional.empty()
        : Optional.of(
            new Given(
                ENDING.matcher(base.toString()).replaceFirst(""),
                "--name (from the file " + ca + ")"));
  }
}
