// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What was built, and what runs it. */
final class Version {
  private Version() {}

  /** The number alone, from the jar's manifest. */
  static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(not from a jar)");
  }

  /** The version with its commit, and Java with its vendor. */
  static List<String> lines() {
    return List.of(
        "hosttrust %s (commit %s)"
            .formatted(number(), commit(text("commit.txt"), text("archive-commit.txt"))),
        "Java %s (%s), %s %s"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                System.getProperty("os.name"),
                System.getProperty("os.arch")));
  }

  /**
   * The first twelve digits of the commit.
   *
   * @param built what git told Maven, or nothing
   * @param archive what {@code git archive} puts in place of its format, which begins with a dollar
   *     sign
   */
  static String commit(String built, String archive) {
    if (!built.isEmpty()) {
      return built;
    }
    return archive.startsWith("$") ? "unknown" : archive.substring(0, 12);
  }

  private static String text(String name) {
    try (InputStream in = Version.class.getResourceAsStream(name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
