// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class YamlCutTest {
  private static String cut(String text) throws YamlException {
    return YamlCut.remove(text, List.of("a", "b", "c"));
  }

  @Test
  void takesWholeLinesAndLeavesTheRest() throws YamlException {
    assertThat(cut("# top\na:\n  b: # ours\n    c: 1 # one\n\n  # of d\n  d: 2\ne: 3\n"))
        .isEqualTo("# top\na:\n\n  # of d\n  d: 2\ne: 3\n");
    assertThat(cut("a:\n  d: 2\n  b:\n    x: 1\n    c:\n      - 1\n# end\n"))
        .isEqualTo("a:\n  d: 2\n  b:\n    x: 1\n# end\n");
    assertThat(cut("a:\n  b:\n    c: 1\n    x: 2")).isEqualTo("a:\n  b:\n    x: 2");
  }

  @Test
  void takesTheKeysAboveThatHoldNothingElse() throws YamlException {
    assertThat(cut("# all\na:\n  b:\n    c: 1\n")).isEqualTo("# all\n");
    assertThat(cut("x: 1\na:\n  b: {c: 1}\n")).isEqualTo("x: 1\n");
  }

  @Test
  void takesEntriesOutOfBraces() throws YamlException {
    assertThat(cut("a: {b: {c: 1, d: 2}}\n")).isEqualTo("a: {b: {d: 2}}\n");
    assertThat(cut("a: {x: 1, b: {c: 1}}\n")).isEqualTo("a: {x: 1}\n");
    assertThat(cut("a: {x: 1, b: {c: 1}, y: 2}\n")).isEqualTo("a: {x: 1, y: 2}\n");
  }

  @Test
  void leavesATextWithoutTheKey() throws YamlException {
    for (String text : List.of("", "# nothing\n", "a: 1\n", "a: {b: }\n", "b: {c: 1}\n")) {
      assertThat(cut(text)).isEqualTo(text);
    }
  }

  @Test
  void refusesWhatAnotherPartMayRepeat() {
    assertThatThrownBy(() -> cut("a:\n  b: &x\n    c: 1\n    d: 2\ne: *x\n"))
        .isInstanceOf(YamlException.class);
  }
}
