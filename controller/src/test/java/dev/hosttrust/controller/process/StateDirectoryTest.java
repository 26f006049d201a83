// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where state is kept, by the variables of the environment. */
class StateDirectoryTest {
  @TempDir private Path directory;

  private StateDirectory of(Map<String, String> variables) {
    return TestEnvironment.in(directory, variables).stateDirectory();
  }

  @Test
  void aRelativeDirectoryIsPassedOver() throws IOException {
    String home = directory.toString();

    for (String relative : new String[] {"", "-dash", "state", "."}) {
      assertThat(of(Map.of("HOME", home, "XDG_STATE_HOME", relative)).directory("rollouts"))
          .isEqualTo(directory.resolve(".local/state/hosttrust/rollouts"))
          .isDirectory();
    }
  }

  @Test
  void aDirectoryOfTheUsersChoiceIsMade() throws IOException {
    Map<String, String> variables =
        Map.of("HOME", "/none/such", "XDG_STATE_HOME", directory.resolve("a/b").toString());

    assertThat(of(variables).directory("rollouts"))
        .isEqualTo(directory.resolve("a/b/hosttrust/rollouts"))
        .isDirectory();
  }

  @Test
  void aHomeIsNotMade() {
    Path home = directory.resolve("none/such");

    assertThatThrownBy(() -> of(Map.of("HOME", home.toString())).directory("rollouts"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            home + ": the home directory is not there; set XDG_STATE_HOME to a directory of yours");
    assertThat(home.getParent()).doesNotExist();
  }
}
