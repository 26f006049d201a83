// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The CAs of the matrix, and the files that have them on the control node. Their keys are new in
 * each run and their names are not, so that hash links are the same in each run.
 */
final class CaFiles {
  static final String SERVER = "harbor.example.com";

  private static final TestCa HARBOR = TestCa.named("Harbor CA");
  private static final TestCa SECOND = TestCa.named("Second CA");

  /** By the names that start states know them by. */
  static final Map<String, TestCa> CAS =
      Map.of(
          "harbor", HARBOR,
          "second", SECOND,
          "old", TestCa.named("Last year's Harbor CA"),
          "renewed", TestCa.named("Harbor CA"),
          "other", TestCa.named("Other CA"));

  private CaFiles() {}

  /** Writes the files that start states want to be trusted. */
  static void writeTo(Path directory) throws IOException {
    write(directory, "harbor.crt", HARBOR.pem());
    write(directory, "second.crt", SECOND.pem());
    write(directory, "text.crt", "Certificate:\n    Issuer: CN=Harbor CA\n" + HARBOR.pem());
    write(directory, "crlf.crt", HARBOR.pem().replace("\n", "\r\n"));
    write(directory, "no-newline.crt", HARBOR.pem().stripTrailing());
    write(directory, "bundle.crt", bundle());
    Files.write(directory.resolve("der.crt"), HARBOR.der());
  }

  /** In the order of the fingerprints, as hosttrust has them in a registry's file. */
  private static String bundle() {
    return Stream.of(HARBOR, SECOND)
        .sorted(Comparator.comparing(CaFiles::fingerprint))
        .map(TestCa::pem)
        .collect(Collectors.joining());
  }

  private static String fingerprint(TestCa ca) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ca.der()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void write(Path directory, String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text, StandardCharsets.US_ASCII);
  }

  /** A script that puts the CAs, and a server's certificate of each, into {@code /root/ca}. */
  static String script() {
    StringBuilder script = new StringBuilder("mkdir -p /root/ca\n");
    CAS.forEach(
        (name, ca) -> {
          put(script, name + ".crt", ca.pem());
          put(script, name + ".server", ca.server(SERVER).certificate());
        });
    return script.toString();
  }

  private static void put(StringBuilder script, String file, String pem) {
    script.append("cat >/root/ca/").append(file).append(" <<'PEM'\n").append(pem).append("PEM\n");
  }
}
