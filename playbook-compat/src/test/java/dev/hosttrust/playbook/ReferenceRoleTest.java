// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The role {@code hosttrust.trust.reference} has the tasks of the play, line for line. */
class ReferenceRoleTest {
  private static final Path ROLE = Path.of("src/main/collection/roles/reference");
  private static final int INDENT = 4;

  @Test
  void hasTheTasksOfThePlay() throws IOException {
    List<String> play = play().lines().toList();
    int tasks = play.indexOf("  tasks:");
    int handlers = play.indexOf("  handlers:");

    assertThat(role("tasks")).isEqualTo(section(play.subList(tasks + 1, handlers)));
    assertThat(role("handlers")).isEqualTo(section(play.subList(handlers + 1, play.size())));
  }

  /** The play that the role was made of. */
  static String play() throws IOException {
    try (InputStream in = ReferenceRoleTest.class.getResourceAsStream("host-trust.yml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The lines as they are in a file of their own. */
  private static String section(List<String> lines) {
    return String.join(
            "\n", lines.stream().map(line -> line.isEmpty() ? "" : line.substring(INDENT)).toList())
        .strip();
  }

  private static String role(String part) throws IOException {
    String text = Files.readString(ROLE.resolve(part).resolve("main.yml"));
    assertThat(text).startsWith("---\n");
    return text.substring("---\n".length()).strip();
  }
}
