// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.trust;

import dev.hosttrust.agent.certificate.CaFile;
import dev.hosttrust.agent.certificate.CaFileReader;
import dev.hosttrust.agent.certificate.EasyRsaPki;
import dev.hosttrust.agent.trust.CheckedSpec;
import dev.hosttrust.agent.trust.SpecBuilder;
import dev.hosttrust.agent.trust.UserText;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trust spec of one anchor from {@code --ca}, {@code --name}, {@code --registry} and {@code
 * --allow}. Without {@code --name} the file or the registry gives the name; see {@link
 * AnchorNames}. An Easy-RSA directory gives none: the file in it is always {@code ca.crt}.
 */
public final class SpecFlags {
  private static final Problem MISSING_NAME =
      new Problem("--name", "is missing", "say under which name the hosts have the CA");

  private SpecFlags() {}

  /**
   * Reads the CA and checks all.
   *
   * @param ca a certificate file, or an Easy-RSA PKI directory
   * @param name null to take it from the file's name, or else from the registries
   * @param registries may be empty
   * @param allowed what passes with a warning; see {@link SpecBuilder#allowances}
   * @param now the time that the certificates shall be valid at
   * @throws ProblemsException with all the problems
   */
  public static CheckedSpec read(
      Path ca,
      @Nullable String name,
      List<String> registries,
      List<String> allowed,
      InstantSource now) {
    SpecBuilder spec = new SpecBuilder();
    CaFileReader reader = new CaFileReader(now, spec.allowances(given(allowed, "--allow")));
    boolean isPki = Files.isDirectory(ca);
    CaFile file = read(ca, reader);
    Optional<UserText> given =
        name != null
            ? Optional.of(new UserText(name, "--name"))
            : isPki ? AnchorNames.ofRegistries(registries) : AnchorNames.of(ca, registries);
    if (given.isEmpty()) {
      spec.problem(missingName(ca, isPki));
    }
    spec.add(given.orElse(null), file, given(registries, "--registry"));
    return spec.build();
  }

  /**
   * A trust spec of one anchor whose CA takes the place of another. The name must be given: that of
   * a new CA's file is hardly the one under which hosts have the old one.
   *
   * @param ca the new CA
   * @param previous the old one
   * @throws ProblemsException with all the problems
   */
  public static CheckedSpec succession(
      Path ca,
      Path previous,
      @Nullable String name,
      List<String> registries,
      List<String> allowed,
      InstantSource now) {
    SpecBuilder spec = new SpecBuilder();
    CaFileReader reader = new CaFileReader(now, spec.allowances(given(allowed, "--allow")));
    if (name == null) {
      spec.problem(MISSING_NAME);
    }
    spec.add(
        name == null ? null : new UserText(name, "--name"),
        read(ca, reader),
        Optional.of(read(previous, reader.ofPrevious())),
        given(registries, "--registry"));
    return spec.build();
  }

  /**
   * A trust spec of one anchor that goes.
   *
   * @param ca its certificate file, or an Easy-RSA PKI directory; empty for whichever certificates
   *     the hosts have under the name
   * @throws ProblemsException with all the problems
   */
  public static CheckedSpec absent(
      Optional<Path> ca, @Nullable String name, List<String> registries, InstantSource now) {
    SpecBuilder spec = new SpecBuilder();
    CaFileReader reader = CaFileReader.ofAbsent(now);
    if (name == null) {
      spec.problem(MISSING_NAME);
    }
    spec.addAbsent(
        name == null ? null : new UserText(name, "--name"),
        ca.map(file -> read(file, reader)),
        given(registries, "--registry"));
    return spec.build();
  }

  private static CaFile read(Path ca, CaFileReader reader) {
    return Files.isDirectory(ca) ? new EasyRsaPki(reader).read(ca) : reader.read(ca);
  }

  private static List<UserText> given(List<String> values, String flag) {
    return values.stream().map(value -> new UserText(value, flag)).toList();
  }

  private static Problem missingName(Path ca, boolean isPki) {
    return new Problem(
        "--name",
        isPki
            ? "is missing, and an Easy-RSA directory gives none"
            : "is missing, and '%s' is what any CA's file is called".formatted(ca.getFileName()),
        "name the anchor, such as --name ca.example.com, or hosttrust_name in the inventory; two"
            + " CAs of one name would replace each other on the hosts");
  }
}
