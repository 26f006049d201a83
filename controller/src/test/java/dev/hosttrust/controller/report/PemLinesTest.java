// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A certificate in a diff is named; everything else stands as it is. */
class PemLinesTest {
  private static List<String> pem(String sign) {
    return TestCa.named("Harbor CA").pem().lines().map(line -> sign + line).toList();
  }

  @Test
  void aCertificateIsOneLine() {
    List<String> lines = new ArrayList<>(List.of("+++ /f", "@@ -0,0 +1,3 @@"));
    lines.addAll(pem("+"));
    lines.add("+# the end");
    lines.addAll(pem("-"));

    assertThat(PemLines.named(lines))
        .hasSize(5)
        .startsWith("+++ /f", "@@ -0,0 +1,3 @@")
        .contains("+# the end", org.assertj.core.api.Assertions.atIndex(3));
    assertThat(PemLines.named(lines).get(2))
        .matches(
            "\\+\\[CN=Harbor CA \\(SHA-256 [0-9a-f]{64}, valid until [-0-9]{10}\\), \\d+ lines]");
    assertThat(PemLines.named(lines).get(4)).startsWith("-[CN=Harbor CA ");
  }

  /** As a diff has it: the first and the last line are common. */
  @Test
  void oneInPlaceOfAnotherIsTwoLines() {
    List<String> old = TestCa.named("Old CA").pem().lines().toList();
    List<String> now = TestCa.named("New CA").pem().lines().toList();
    List<String> lines = new ArrayList<>(List.of(" " + old.getFirst()));
    old.subList(1, old.size() - 1).forEach(line -> lines.add("-" + line));
    now.subList(1, now.size() - 1).forEach(line -> lines.add("+" + line));
    lines.add(" " + now.getLast());

    assertThat(PemLines.named(lines))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("-[CN=Old CA (SHA-256 "),
            line -> assertThat(line).startsWith("+[CN=New CA (SHA-256 ").endsWith(" lines]"));
  }

  @Test
  void aPartOfOneIsCounted() {
    String line = "A".repeat(64);
    List<String> lines =
        List.of(
            "@@ -9,4 +9,4 @@", "-" + line, "-" + line, "-AAA=", "+" + line, "+" + line, " -----");

    assertThat(PemLines.named(lines))
        .containsExactly(
            "@@ -9,4 +9,4 @@", "-[3 lines of base64]", "+[2 lines of base64]", " -----");
  }

  /** As a diff has it that begins within a block: its first line is common with another one's. */
  @Test
  void aPartOfOneIsNotCalledDamaged() {
    List<String> now = TestCa.named("New CA").pem().lines().toList();
    List<String> lines = new ArrayList<>(List.of("@@ -1,4 +1,24 @@", " " + now.getFirst()));
    now.subList(1, now.size()).forEach(line -> lines.add("+" + line));
    lines.add("+" + now.getFirst());
    now.subList(1, 4).forEach(line -> lines.add(" " + line));

    assertThat(PemLines.named(lines))
        .noneMatch(line -> line.contains("cannot be read"))
        .noneMatch(line -> line.startsWith("-"));
  }

  @Test
  void othersStay() {
    List<String> lines =
        List.of(
            "",
            "+-----BEGIN CERTIFICATE-----",
            "+" + "A".repeat(64),
            "+ca=",
            "+password: " + "x".repeat(64),
            "-short",
            "-shorter",
            "+-----BEGIN CERTIFICATE-----");

    assertThat(PemLines.named(lines))
        .containsExactly(
            "",
            "+-----BEGIN CERTIFICATE-----",
            "+[2 lines of base64]",
            "+password: " + "x".repeat(64),
            "-short",
            "-shorter",
            "+-----BEGIN CERTIFICATE-----");
  }

  @Test
  void aDamagedCertificateIsCalledThat() {
    List<String> lines =
        List.of("+-----BEGIN CERTIFICATE-----", "+" + "A".repeat(64), "+-----END CERTIFICATE-----");

    assertThat(PemLines.named(lines))
        .containsExactly("+[a certificate that cannot be read, 3 lines]");
  }
}
