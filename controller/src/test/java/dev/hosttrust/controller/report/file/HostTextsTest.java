// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.diff.FileDiff;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much text about hosts is kept for the files that are written at the end. */
class HostTextsTest {
  private final HostTexts texts = new HostTexts(100);

  @Test
  void whatDoesNotFitIsLeftOutAndCountedAndWhatFitsAfterItIsKept() {
    int full = texts.notes().number(List.of("x".repeat(101)));
    int fits = texts.notes().number(List.of("no space left"));
    int again = texts.notes().number(List.of("y".repeat(101)));

    assertThat(texts.notes().values())
        .element(full)
        .asString()
        .contains("left out, because there is too much text");
    assertThat(texts.notes().values()).element(fits).isEqualTo(List.of("no space left"));
    assertThat(again).isEqualTo(full);
    assertThat(texts.leftOut()).isEqualTo(2);
  }

  @Test
  void aFileWhoseDifferenceDoesNotFitIsSaidToBeLeftOut() {
    FileDiff small = new FileDiff("/a", List.of("+a"));

    int diff = texts.diff(List.of(small, new FileDiff("/b", List.of("+".repeat(100)))));

    assertThat(texts.diffs().values().get(diff)).hasSize(2);
    assertThat(texts.files().values()).first().isEqualTo(small);
    assertThat(texts.files().values().getLast().lines().getFirst()).startsWith("left out");
  }
}
