// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"harbor.example.com", "a", "_x", "0", "A-b_c.9", "a..b"})
  void takesWhatMakesASafeFileName(String name) {
    assertThat(new AnchorName(name)).hasToString(name);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"\", is empty",
        "., starts with a dot or a dash",
        ".., starts with a dot or a dash",
        ".hidden, starts with a dot or a dash",
        "-rf, starts with a dot or a dash",
        "a/b, \"has other characters than letters, digits, '.', '_' and '-'\"",
        "a b, \"has other characters than letters, digits, '.', '_' and '-'\"",
        "\"a\nb\", \"has other characters than letters, digits, '.', '_' and '-'\"",
        "\"a\n\", \"has other characters than letters, digits, '.', '_' and '-'\"",
        "käse, \"has other characters than letters, digits, '.', '_' and '-'\"",
      })
  void refusesWhatDoesNot(String name, String flaw) {
    assertThatThrownBy(() -> new AnchorName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("anchor name '" + name + "' " + flaw);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 251})
  void takesANameThatLeavesRoomForTheEnding(int length) {
    assertThat(new AnchorName("a".repeat(length)).value()).hasSize(length);
  }

  @ParameterizedTest
  @ValueSource(ints = {252, 5000})
  void refusesANameThatDoesNot(int length) {
    assertThatThrownBy(() -> new AnchorName("a".repeat(length)))
        .hasMessageEndingWith("is longer than 251 characters");
  }
}
