// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {
  /** A byte order mark is written as {@code ~}, the end of a line as {@code |}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{} //x|; line 1, column 4: there is a comment",
        "{|  /* c */ }; line 2, column 3: there is a comment",
        "# c|{}; line 1, column 1: there is a comment",
        "~{}; line 1, column 1: there is a byte order mark",
        "\u00ef\u00bb\u00bf{}; line 1, column 1: there is a byte order mark",
        "{\"a\":[1,]}; line 1, column 9: there is a comma with nothing behind it",
        "{\"a\":1,}; line 1, column 8: there is a comma with nothing behind it",
        "[1,,2]; line 1, column 4: there is a comma with nothing behind it",
        "{,}; line 1, column 2: there is a ',' where none belongs",
        "{\"a\":[1}; line 1, column 8: there is a '}' where none belongs",
        "{\"a\":}; line 1, column 6: there is a '}' where none belongs",
        "]; line 1, column 1: there is a ']' where none belongs",
        "[1] ]; line 1, column 5: there is something behind the value",
        "{} x; line 1, column 4: there is something behind the value",
        "{\"a\":1; line 1, column 7: the text ends before each quote and bracket is closed",
        "{\"a\":\"b; line 1, column 8: the text ends before each quote and bracket is closed",
        "{a:1}; line 1, column 2: a name is missing here, or is not in double quotes",
        "{'a':1}; line 1, column 2: a name is missing here, or is not in double quotes",
        "{\"a\":'b'}; line 1, column 6: there is a single quote",
        "{\"a\" 1}; line 1, column 6: a comma or a colon is missing before this place",
        "{\"a\":1 \"b\":2}; line 1, column 8: a comma or a colon is missing before this place",
        "[\"/a\"| \"/b\"]; line 2, column 2: a comma is missing before this place",
        "{\"a\":01}; line 1, column 7: there is a number that JSON does not have",
        "{\"a\":-}; line 1, column 7: there is a number that JSON does not have",
        "{\"a\":+1}; line 1, column 7: there is a number that JSON does not have",
        "{\"a\":1.}; line 1, column 7: there is a number that JSON does not have",
        "{\"a\":NaN}; line 1, column 9: there is a word that JSON does not have",
        "{\"a\":True}; line 1, column 6: there is a word that JSON does not have",
        "x; line 1, column 1: there is a word that JSON does not have",
        "{\"a\":\"\\x\"}; line 1, column 8: there is a backslash that begins no escape",
        "{\"a\":\"\\u12g4\"}; line 1, column 11: there is a backslash that begins no escape",
        "{\"a\":\"x|y\"}; line 1, column 8: there is a control character (code 10)",
        "\u00a0{}; line 1, column 1: there is a character outside of a string that is no ASCII",
      })
  void saysInPlainWordsWhatIsWrong(String text, String words) {
    assertThatThrownBy(() -> JsonReader.read(text.replace('~', '\ufeff').replace('|', '\n')))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageStartingWith(words)
        .hasMessageNotContainingAny("Feature", "REDACTED", "StreamRead", "CTRL-CHAR", "token");
  }

  @Test
  void saysHowDeepATextMayBe() {
    assertThat(JsonReader.read("[".repeat(500) + "]".repeat(500))).isNotNull();
    assertThatThrownBy(() -> JsonReader.read("[".repeat(501) + "]".repeat(501)))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessage("line 1, column 501: it is nested more than 500 levels deep");
  }
}
