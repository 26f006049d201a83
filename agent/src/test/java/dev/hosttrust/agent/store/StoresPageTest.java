// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/stores.md has a row and a section for each store, and for no other. */
class StoresPageTest {
  private static final Path PAGE = Path.of("../docs/stores.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[`(.+?)`]\\(#(.+?)\\) \\|");
  private static final Pattern SECTION = Pattern.compile("(?m)^## ([a-z0-9-]+)$");

  @Test
  void hasARowForEachStoreThatLeadsToItsSection() throws IOException {
    String page = Files.readString(PAGE);
    List<MatchResult> rows = ROW.matcher(page).results().toList();

    assertThat(rows).extracting(row -> row.group(1)).isEqualTo(Stores.names());
    assertThat(rows).extracting(row -> row.group(2)).isEqualTo(Stores.names());
    assertThat(SECTION.matcher(page).results().map(section -> section.group(1)))
        .containsExactlyElementsOf(Stores.names());
  }
}
