// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page for users has the table that the code goes by. */
class KeywordTableTest {
  private static final Path PAGE = Path.of("../docs/ssh-configuration.md");

  @ParameterizedTest
  @EnumSource(Handling.class)
  void thePageHasTheRow(Handling handling) throws IOException {
    assertThat(Files.readAllLines(PAGE)).contains(row(handling));
  }

  private static String row(Handling handling) {
    String keywords =
        KeywordTable.all().stream()
            .filter(entry -> entry.handling() == handling)
            .map(KeywordTableTest::shown)
            .collect(Collectors.joining(", "));
    return "| %s | %s |".formatted(keywords, String.join(" | ", effects(handling)));
  }

  private static String shown(KeywordTable.Entry entry) {
    String values =
        entry.plain().stream()
            .filter(value -> !value.equals("false"))
            .map(value -> "`" + value + "`")
            .collect(Collectors.joining(", "));
    return "`" + entry.name() + "`" + (values.isEmpty() ? "" : " (but for " + values + ")");
  }

  /** With auto, with a library, with openssh. */
  private static List<String> effects(Handling handling) {
    return switch (handling) {
      case DONE -> List.of("done", "done", "ssh does it");
      case ALGORITHMS ->
          List.of(
              "done; if the library has none of them, the host goes by ssh",
              "done; if the library has none of them, the host is refused",
              "ssh does it");
      case BY_SSH -> List.of("the host goes by ssh", "a warning; it is left out", "ssh does it");
      case ONLY_BY_SSH -> List.of("the host goes by ssh", "the host is refused", "ssh does it");
      case NO_EFFECT -> List.of("no effect", "no effect", "no effect, or ssh does it");
    };
  }
}
