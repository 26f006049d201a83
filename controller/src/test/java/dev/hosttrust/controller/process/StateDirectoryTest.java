// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where state is kept, by the variables of the environment. */
class StateDirectoryTest {
  @TempDir private Path directory;

  private StateDirectory of(Map<String, String> variables) {
    return new Environment(
            InputStream.nullInputStream(),
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(Writer.nullWriter()),
            false,
            false,
            variables,
            directory,
            question -> Optional.empty(),
            InstantSource.system(),
            new Random(1))
        .stateDirectory();
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
