// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellCommentsTest {

  @Test
  void takesLinesOutThatHoldNothingButAComment() {
    assertThat(ShellComments.strip("# it's a comment\na=1 # it's one, too\n\n  # and this\nb=2\n"))
        .isEqualTo("a=1 # it's one, too\nb=2\n");
  }

  @Test
  void leavesLinesInsideQuotes() {
    String quoted =
        """
        a='
        # one

        # two'
        b="it's
        # three \\"
        # four"
        c=\\'${#a}
        """;

    assertThat(ShellComments.strip(quoted + "# five '\nd=1\n")).isEqualTo(quoted + "d=1\n");
  }
}
