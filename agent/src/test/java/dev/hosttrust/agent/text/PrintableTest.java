// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @ParameterizedTest
  @CsvSource({
    "0000, ^@",
    "0007, ^G",
    "0008, ^H",
    "000a, ^J",
    "000d, ^M",
    "001b, ^[",
    "007f, ^?",
    "0080, \\x80",
    "009b, \\x9b",
    "009f, \\x9f",
    "00ad, \\xad",
    "061c, \\u061c",
    "200b, \\u200b",
    "200e, \\u200e",
    "200f, \\u200f",
    "2028, \\u2028",
    "2029, \\u2029",
    "202a, \\u202a",
    "202e, \\u202e",
    "2066, \\u2066",
    "2069, \\u2069",
    "feff, \\ufeff",
    "d800, \\ud800",
    "dfff, \\udfff",
    "e0001, \\u{e0001}",
  })
  void showsWhatATerminalWouldObeyOrHide(String codePoint, String shown) {
    String text = "a" + Character.toString(Integer.parseInt(codePoint, 16)) + "b";

    assertThat(Printable.line(text)).isEqualTo("a" + shown + "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "tab\there", "Größe", "日本語", "emoji \uD83D\uDE00", "\\x1b ^["})
  void leavesTheRestAlone(String text) {
    assertThat(Printable.line(text)).isSameAs(text);
    assertThat(Printable.lines(text)).isSameAs(text);
  }

  @Test
  void keepsLineFeedsOfATextOfSeveralLinesOnly() {
    assertThat(Printable.lines("a\r\nb\n")).isEqualTo("a^M\nb\n");
  }

  @Test
  void escapesInJsonWithoutAnotherMeaning() {
    assertThat(Printable.json("{\"a\":\"\u009b\u202e\u007f\u2028\udb40\udc01 ü\"}"))
        .isEqualTo("{\"a\":\"\\u009b\\u202e\\u007f\\u2028\\udb40\\udc01 ü\"}");
  }

  @Test
  void saysHowMuchOfALongTextIsNotShown() {
    String longest = "x".repeat(Printable.LONGEST_LINE);

    assertThat(Printable.shortened(longest)).isSameAs(longest);
    assertThat(Printable.shortened(longest + "yz"))
        .hasSizeLessThanOrEqualTo(Printable.LONGEST_LINE)
        .isEqualTo("x".repeat(3960) + "... (42 more characters)");
    assertThat(Printable.shortened("x".repeat(3959) + "\uD83D\uDE00".repeat(100)))
        .isEqualTo("x".repeat(3959) + "... (200 more characters)");
  }

  @Test
  void saysHowManyOfALongListAreNotShown() {
    assertThat(Printable.shortened(Collections.nCopies(100, "a"))).hasSize(100).containsOnly("a");
    List<String> cut = Printable.shortened(Collections.nCopies(1000, "a"));
    assertThat(cut).hasSize(100);
    assertThat(cut.getLast()).isEqualTo("... (901 more)");
  }
}
