// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.toml.TomlTable.Form;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TomlParserTest {

  /** Line feeds are written as {@code |}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a = \"x\" ~ x",
        "a=\"x\" # not y ~ x",
        "a = 'C:\\x' ~ C:\\x",
        "a = \"q\\\"\\\\\\u00e9\\U0001F600\" ~ q\"\\é😀",
        "a = '''|x|y''' ~ x|y",
        "a = \"\"\"x\\|   |  y\"\"\" ~ xy",
        "a = \"\"\"x\\\"\"\"\"\" ~ x\"\"",
        "a = ''''x''''' ~ 'x''",
        "a = \"\"\"\"\"\" ~ ``",
        "\"a\" = 'x' ~ x",
        "'a' = 'x' ~ x",
        "# c||a = 'x'| ~ x",
        "\ta = 'x'\t| ~ x",
      })
  void readsStrings(String text, String value) throws TomlException {
    assertThat(parse(text).text("a")).contains(value.replace('|', '\n'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "+1_000",
        "-0",
        "0xdead_BEEF",
        "0o17",
        "0b1_0",
        "1.5",
        "1e6",
        "-1.5E-3",
        "inf",
        "-nan",
        "true",
        "false",
        "1979-05-27",
        "1979-05-27T07:32:00Z",
        "1979-05-27 07:32:00.5-07:00",
        "07:32:00",
      })
  void readsOtherValues(String source) throws TomlException {
    TomlTable table = parse("a = " + source + "|b = [" + source + ", " + source + "]");

    assertThat(table.is(source, "a")).isTrue();
    assertThat(table.items("b")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a =",
        "= 1",
        "a = 1 b = 2",
        "a = x",
        "a = 01",
        "a = 1__0",
        "a = 1.",
        "a = 0X1",
        "a = True",
        "a = 1979-02-30",
        "a = 1979-05-27 07:32",
        "a = \"x",
        "a = 'x|'",
        "a = \"\"\"x\"\"",
        "a = \"\\x\"",
        "a = \"\\ud800\"",
        "a = \"\\u12\"",
        "a = \"\u0001\"",
        "a = 1 # \u0007",
        "a = 1\rb = 2",
        "a = [1 2]",
        "a = [,]",
        "a = [1",
        "a = {b = 1,}",
        "a = {b = 1 c = 2}",
        "a = {b = 1|}",
        "[a",
        "[a] b = 1",
        "[]",
        "[a.]",
        "[a]]",
        "[[a]",
        "a.b.. = 1",
        "ä = 1",
        "a = 1|a = 2",
        "a = 1|\"a\" = 2",
        "[a]|[a]",
        "[a]|b = 1|[a.b]",
        "a = 1|[a]",
        "a = {}|[a]",
        "a = {}|[a.b]",
        "a = {b = {}}|a.c = 1",
        "a.b = 1|[a]",
        "[a.b.c]|[a]|b.d = 1",
        "a = [{}]|[[a]]",
        "[a]|[[a]]",
        "[[a]]|[a]",
        "a = {b = 1, b = 2}",
        "a = {b.c = 1, b = 2}",
        "\ufeffa = 1",
      })
  void refusesWhatIsNoToml(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(TomlException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a = 1|b = x ~ line 2, column 5: this is no value; a text needs quotes",
        "a = 1|a = 2 ~ line 2, column 1: 'a' is defined a second time",
        "[a] ] ~ line 1, column 5: the line should end here",
        "a = \"x ~ line 1, column 7: a string has no end",
      })
  void saysWhere(String text, String message) {
    assertThatThrownBy(() -> parse(text)).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a.b]|c = 1|[a]|d = 2",
        "a.b.c = 1|a.d = 2",
        "a = {b.c = 1, d = 2}",
        "[a]|b = {c = 1}|d = 2",
        "[ a . 'b' ]|c = 1|[a]|d = 2",
      })
  void findsTablesHoweverTheyAreWritten(String text) throws TomlException {
    TomlTable table = parse(text);

    assertThat(table.find("a", "d")).isPresent().isNotEqualTo(table.find("a"));
    assertThat(table.find("x", "d")).isEmpty();
  }

  @Test
  void readsTablesInArrays() throws TomlException {
    TomlTable table = parse("[[a]]|b = 1|[a.c]|d = 2|[[a]]|b = 3");

    assertThat(table.content().get("a"))
        .isEqualTo(parse("a = [{b = 1, c.d = 2}, {b = 3}]").content().get("a"));
  }

  @Test
  void comparesWithoutPlaceAndForm() throws TomlException {
    assertThat(parse("[a]|b = ['x',|'y'] # c").content())
        .isEqualTo(Map.of("a", Map.of("b", List.of("x", "y"))))
        .isEqualTo(parse("a.b = [ \"x\", \"y\" ]").content())
        .isNotEqualTo(parse("a.b = [ 'y', 'x' ]").content());
    assertThat(parse("a = 1").content()).isNotEqualTo(parse("a = '1'").content());
  }

  @Test
  void knowsPlaces() throws TomlException {
    String text = "a = 'x'\r\n[ b ] # c\r\n c = {d = [1, 2]}";
    TomlTable table = TomlParser.parse(text);

    assertThat(at(text, table.find("a").orElseThrow())).isEqualTo("'x'");
    assertThat(at(text, table.find("b").orElseThrow())).isEqualTo("[ b ]");
    assertThat(at(text, table.find("b", "c").orElseThrow())).isEqualTo("{d = [1, 2]}");
    assertThat(at(text, table.find("b", "c", "d").orElseThrow())).isEqualTo("[1, 2]");
    assertThat(table.table("b").orElseThrow().form()).isEqualTo(Form.HEADER);
    assertThat(table.table("b", "c").orElseThrow().form()).isEqualTo(Form.INLINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a=", "\"", "a.", "1", "[[a]]\n", "a = [\n"})
  void endsOnHostileTexts(String part) {
    String text = "a = " + part.repeat(100_000);

    assertThatThrownBy(() -> TomlParser.parse(text)).isInstanceOf(TomlException.class);
  }

  private static String at(String text, TomlValue value) {
    return text.substring(value.span().start(), value.span().end());
  }

  private static TomlTable parse(String text) throws TomlException {
    return TomlParser.parse(text.replace('|', '\n'));
  }
}
