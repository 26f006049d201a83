// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.toml.TomlException;
import dev.hosttrust.agent.toml.TomlParser;
import dev.hosttrust.testhosts.ContainerdRelease;
import dev.hosttrust.testhosts.TestHosts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we take for TOML, containerd does too, and what it refuses we refuse. */
class ContainerdTomlIT {
  /** Line feeds are written as {@code |}. */
  private static final List<String> READ =
      documents(
          "a = \"q\\\"\\\\\\u00e9\\U0001F600\" # c",
          "a = 'C:\\x'",
          "a = '''|x|y'''",
          "a = \"\"\"x\\|   |  y\"\"\"",
          "\"a\" = 1|'b' = 2|c-d_1 = 3",
          "a = [0xdead_BEEF, 0o17, 0b1_0, +1_000, -0]",
          "a = [1.5, 1e6, -1.5E-3, inf, -nan]",
          "a = 1979-05-27T07:32:00Z|b = 1979-05-27 07:32:00.5-07:00|c = 07:32:00|d = 1979-05-27",
          "a = [ # c| 'x', # d|]|",
          "a = [1, 'x', [true, {b = 1}]]",
          "a = 'x'\r|[ b ] # c\r|",
          "[a.b]|c = 1|[a]|d = 2",
          "a.b.c = 1|a.d = 2",
          "a = {b.c = 1, d = {}}",
          "[ a . 'b' ]|c = 1|[a]|d = 2",
          "[[a]]|b = 1|[a.c]|d = 2|[[a]]|b = 3");

  private static final List<String> REFUSED =
      documents(
          "a",
          "a = x",
          "a = 01",
          "a = 1__0",
          "a = 1.",
          "a = \"x",
          "a = 'x|'",
          "a = \"\\x\"",
          "a = \"\\ud800\"",
          "a = \"\u0001\"",
          "a = 1 # \u0007",
          "a = 1\rb = 2",
          "a = [1 2]",
          "a = {b = 1 c = 2}",
          "[a",
          "[a] b = 1",
          "[]",
          "[a]]",
          "ä = 1",
          "\ufeffa = 1",
          "a = 1|a = 2",
          "[a]|[a]",
          "[a]|b = 1|[a.b]",
          "a = {}|[a.b]",
          "a.b = 1|[a]",
          "[a.b.c]|[a]|b.d = 1",
          "a = [{}]|[[a]]",
          "[a]|[[a]]",
          "a = {b = 1, b = 2}");

  private static List<String> documents(String... written) {
    return List.of(written).stream().map(document -> document.replace('|', '\n')).toList();
  }

  private static boolean weRead(String document) {
    try {
      TomlParser.parse(document);
      return true;
    } catch (TomlException e) {
      return false;
    }
  }

  /** Those that containerd reads as its configuration. */
  private static List<String> readBy(ContainerdRelease release, List<String> documents) {
    String words =
        documents.stream()
            .map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
            .collect(Collectors.joining(" "));
    List<String> statuses =
        TestHosts.containerd(release)
            .shared()
            .run(
                """
                for document in %s; do
                  echo $document | base64 -d >/run/document
                  containerd -c /run/document config dump >/dev/null 2>&1
                  echo $?
                done
                """
                    .formatted(words))
            .lines()
            .toList();
    assertThat(statuses).hasSameSizeAs(documents);
    List<String> read = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      if (statuses.get(i).equals("0")) {
        read.add(documents.get(i));
      }
    }
    return read;
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithContainerd(ContainerdRelease release) {
    assertThat(READ).allMatch(ContainerdTomlIT::weRead);
    assertThat(REFUSED).noneMatch(ContainerdTomlIT::weRead);

    assertThat(readBy(release, READ)).isEqualTo(READ);
    if (!release.isOne()) {
      assertThat(readBy(release, REFUSED)).isEmpty();
    }
  }
}
