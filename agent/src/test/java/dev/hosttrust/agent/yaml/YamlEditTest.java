// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every case sets {@code configs."h:5".tls.ca_file} to {@code /ca}. */
class YamlEditTest {
  private static final List<String> PATH = List.of("configs", "h:5", "tls", "ca_file");

  private static final String BLOCK =
      """
      configs:
        "h:5":
          tls:
            ca_file: "/ca"
      """;

  static Stream<Arguments> edits() {
    return Stream.of(
        edit("an empty text", "", BLOCK),
        edit("comments alone", "# ours\n", "# ours\n" + BLOCK),
        edit("a comment without a newline", "# ours", "# ours\n" + BLOCK),
        edit("the mark of a document alone", "---\n", "---\n" + BLOCK),
        edit("an empty document", "---\n...\n", "---\n" + BLOCK + "...\n"),
        edit(
            "an empty document of comments",
            "--- # a\n# b\n... # c\n",
            "--- # a\n# b\n" + BLOCK + "... # c\n"),
        edit("another key", "mirrors:\n  a: {}\n# end\n", "mirrors:\n  a: {}\n# end\n" + BLOCK),
        edit(
            "a comment above another entry",
            "configs: # all\n\n  # about a\n  a:\n    auth: {}\n",
            "configs: # all\n  \"h:5\":\n    tls:\n      ca_file: \"/ca\"\n\n  # about a\n  a:\n    auth: {}\n"),
        edit(
            "indents of one and of three",
            "configs:\n h:5:\n    auth:\n       username: u # who\n",
            "configs:\n h:5:\n    tls:\n      ca_file: \"/ca\"\n    auth:\n       username: u # who\n"),
        edit(
            "another file, whose comment stays",
            "configs:\n  'h:5':\n    tls:\n      ca_file: /old # since May\n      key_file: k\n",
            "configs:\n  'h:5':\n    tls:\n      ca_file: \"/ca\" # since May\n      key_file: k\n"),
        edit(
            "keys without values",
            "configs:   # none yet\nmirrors:\n",
            "configs:   # none yet\n  \"h:5\":\n    tls:\n      ca_file: \"/ca\"\nmirrors:\n"),
        edit(
            "a file that is empty",
            "configs:\n  h:5:\n    tls:\n      ca_file:\n",
            "configs:\n  h:5:\n    tls:\n      ca_file: \"/ca\"\n"),
        edit(
            "null in words",
            "configs: ~ # none\n",
            "configs: {\"h:5\": {tls: {ca_file: \"/ca\"}}} # none\n"),
        edit("empty braces", "configs: {}\n", "configs: {\"h:5\": {tls: {ca_file: \"/ca\"}}}\n"),
        edit(
            "JSON",
            "{\"configs\": {\n  \"a\": {\"auth\": {}} # a\n}}",
            "{\"configs\": {\n  \"a\": {\"auth\": {}}, \"h:5\": {tls: {ca_file: \"/ca\"}} # a\n}}"),
        edit(
            "braces with a comma at the end",
            "configs: {h:5: {auth: {a: b},}}\n",
            "configs: {h:5: {auth: {a: b}, tls: {ca_file: \"/ca\"},}}\n"),
        edit(
            "Windows line ends",
            "configs:\r\n  a: {}\r\n",
            "configs:\r\n  \"h:5\":\r\n    tls:\r\n      ca_file: \"/ca\"\r\n  a: {}\r\n"),
        edit(
            "letters outside of the basic plane before the place",
            "# \ud83d\ude00 \u00e9\nconfigs: {} # \ud83d\ude00\n",
            "# \ud83d\ude00 \u00e9\nconfigs: {\"h:5\": {tls: {ca_file: \"/ca\"}}} # \ud83d\ude00\n"),
        edit(
            "a block of text at the end",
            "mirrors: |\n  text\n\n  more\n",
            "mirrors: |\n  text\n\n  more\n" + BLOCK),
        edit(
            "anchors and aliases elsewhere",
            "x: &x {a: b}\ny: *x\nconfigs:\n  a: *x\n",
            "x: &x {a: b}\ny: *x\nconfigs:\n  \"h:5\":\n    tls:\n      ca_file: \"/ca\"\n  a: *x\n"));
  }

  private static Arguments edit(String what, String before, String after) {
    return Arguments.of(what, before, after);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("edits")
  void setsTheValueAndKeepsTheRest(String what, String before, String after) throws Exception {
    assertThat(YamlEdit.set(before, PATH, "/ca")).isEqualTo(after);
    assertThat(YamlEdit.set(after, PATH, "/ca")).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "configs: {h:5: {tls: {ca_file: /ca}}}\n",
        "configs:\n  h:5:\n    tls: {ca_file: '/ca'}",
        "configs:\n  'h:5':\n    tls:\n      ca_file: |-\n        /ca\n"
      })
  void aValueThatIsThereInOtherWritingStays(String text) throws Exception {
    assertThat(YamlEdit.set(text, PATH, "/ca")).isEqualTo(text);
  }

  @Test
  void aNumberIsNotTheTextOfItsDigits() throws Exception {
    assertThat(YamlEdit.set("a: 10\n", List.of("a"), "10")).isEqualTo("a: \"10\"\n");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refusal("configs: [", "it is not YAML"),
        refusal("\ufeffconfigs: {}\n", "it begins with a byte order mark (the bytes EF BB BF"),
        refusal("a: b: c\n", "it is not YAML: mapping values are not allowed here in line 1"),
        refusal("a: 1\na: 2\n", "line 2 has a key that is there before"),
        refusal("a: 1\n---\nb: 2\n", "it holds more than one document"),
        refusal("- a\n", "the document is a list"),
        refusal("text\n", "the document is a single value"),
        refusal("configs: none\n", "configs is a single value"),
        refusal("x: &x {}\nconfigs: *x\n", "configs is an alias (*x)"),
        refusal("configs: &x {}\ny: *x\n", "configs has an anchor or a tag (&x)"),
        refusal("x: &x {}\nconfigs:\n  <<: *x\n", "another mapping is merged (<<) into configs"),
        refusal("configs: !!map {}\n", "configs has an anchor or a tag"),
        refusal("configs: {h:5: {tls: {ca_file: [a]}}}\n", "configs.h:5.tls.ca_file is a list"),
        refusal(
            "configs: {h:5: {tls: {ca_file: &f a}}}\n",
            "configs.h:5.tls.ca_file is a single value with an anchor or tag"),
        refusal("a: 1\n...\n", "an edit would change more than configs.h:5.tls.ca_file"),
        refusal("--- ~\n", "an edit would change more than configs.h:5.tls.ca_file"),
        refusal("a: ".repeat(3) + "{".repeat(60), "it is not YAML"),
        refusal("[".repeat(60) + "]".repeat(60), "it is nested more than 50 levels deep"),
        refusal("a: |\n  no newline at the end", "an edit would change more than"));
  }

  private static Arguments refusal(String text, String message) {
    return Arguments.of(text, message);
  }

  @ParameterizedTest
  @MethodSource
  void refused(String text, String message) {
    assertThatThrownBy(() -> YamlEdit.set(text, PATH, "/ca"))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining(message);
  }

  @Test
  void wordsThatYamlTakesForTruthValuesAreQuoted() throws Exception {
    assertThat(YamlEdit.set("", List.of("no", "on", "hub"), "v"))
        .isEqualTo("\"no\":\n  \"on\":\n    hub: \"v\"\n");
  }

  @Test
  void whatIsNoPrintableAsciiIsNotWritten() {
    assertThatThrownBy(() -> YamlEdit.set("", List.of("a"), "line\nline"))
        .isInstanceOf(YamlException.class);
  }

  @Test
  void quotesAndBackslashesComeBackAsTheyAre() throws Exception {
    String text = YamlEdit.set("", List.of("a"), "q\" b\\n");

    assertThat(YamlEdit.set(text, List.of("a"), "q\" b\\n")).isEqualTo(text);
    assertThat(((YamlPart.Mapping) YamlText.parse(text).orElseThrow()).entry("a"))
        .hasValueSatisfying(
            entry ->
                assertThat(entry.value())
                    .isInstanceOfSatisfying(
                        YamlPart.Scalar.class, s -> assertThat(s.value()).isEqualTo("q\" b\\n")));
  }

  /** Where each event cost a walk from the start of the text, this would not end. */
  @ParameterizedTest
  @ValueSource(strings = {"# plain", "# \ud83d\ude00"})
  void aTextOfAMegabyteIsEdited(String comment) throws Exception {
    StringBuilder text = new StringBuilder(comment + "\nmirrors:\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("  m%05d.example.com:\n    endpoint: [\"https://m%05d\"]\n".formatted(i, i));
    }

    assertThat(text).hasSizeGreaterThan(1_000_000);
    assertThat(YamlEdit.set(text.toString(), PATH, "/ca")).isEqualTo(text + BLOCK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n"})
  void severalValuesStandInTheirOrder(String end) throws Exception {
    String text = "a: {}\nb:\n  c: 1\nd:" + end;
    YamlEdit edit = YamlEdit.of(text, YamlText.parse(text));

    for (String key : List.of("a", "b", "d", "e")) {
      assertThat(edit.set(List.of(key, "z", "x"), "1")).isTrue();
      assertThat(edit.set(List.of(key, "v"), List.of("2"))).isTrue();
      assertThat(edit.set(List.of(key, "z", "w"), "3")).isTrue();
    }
    assertThat(edit.set(List.of("b", "c"), "4")).isTrue();

    String block =
        """
        z:
          x: "1"
          w: "3"
        v: ["2"]
        """
            .indent(2);
    assertThat(edit.text())
        .isEqualTo(
            "a: {z: {x: \"1\", w: \"3\"}, v: [\"2\"]}\nb:\n%1$s  c: \"4\"\nd:\n%1$se:\n%1$s"
                .formatted(block));
    YamlEdit again = YamlEdit.of(edit.text(), YamlText.parse(edit.text()));
    assertThat(again.set(List.of("b", "c"), "4")).isFalse();
    assertThat(again.text()).isEqualTo(edit.text());
  }
}
