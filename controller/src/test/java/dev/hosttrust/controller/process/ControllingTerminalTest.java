// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControllingTerminalTest {

  /**
   * The fields of proc_pid_stat(5): pid, name, state, parent, group, session, terminal, its group.
   */
  @ParameterizedTest
  @CsvSource({
    "7 (java) S 1 7 1 34816 7 4194304, true",
    "7 (java) S 1 7 1 34816 9 4194304, false",
    "7 (a) b (c) S 1 7 1 34816 9 4194304, false",
    "7 (java) S 1 7 1 0 -1 4194304, true",
    "'', true"
  })
  void isOursWhereItsForegroundGroupIsThatOfTheProcess(String stat, boolean ours) {
    assertThat(ControllingTerminal.isForeground(stat)).isEqualTo(ours);
  }

  @Test
  void isTakenForAUsualOneWhereItDoesNotKnowItsWidth() {
    assertThat(ControllingTerminal.columns("24 132\n")).isEqualTo(132);
    assertThat(ControllingTerminal.columns("0 0\n")).isEqualTo(80);
    assertThat(ControllingTerminal.columns("")).isEqualTo(80);
  }
}
