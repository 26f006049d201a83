// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust.file;

import dev.hosttrust.agent.trust.SpecBuilder;
import dev.hosttrust.agent.trust.UserText;
import dev.hosttrust.words.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the values of one YAML mapping by their keys, and reports what is not as it should be. */
final class MappingReader {
  private final String where;
  private final SpecBuilder problems;
  private final Map<String, YamlNode> values = new HashMap<>();

  /** Reports the keys that are unknown, and those given twice, of which the first counts. */
  MappingReader(YamlNode.Mapping mapping, List<String> known, SpecBuilder problems) {
    this.where = mapping.where();
    this.problems = problems;
    for (YamlNode.Entry entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        problem(
            entry.where(),
            "unknown key '" + entry.key() + "'",
            (known.size() == 1 ? "the only key here is " : "the keys here are ")
                + String.join(", ", known));
      } else if (values.putIfAbsent(entry.key(), entry.value()) != null) {
        problem(entry.where(), "the key '" + entry.key() + "' is given twice", "remove one");
      }
    }
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  boolean isList(String key) {
    return values.get(key) instanceof YamlNode.Sequence;
  }

  /**
   * The text under a key; empty if the key is missing, or if its value is not a text, which is
   * reported.
   */
  Optional<UserText> text(String key) {
    return Optional.ofNullable(values.get(key)).flatMap(node -> text(key, node));
  }

  /** The texts of a list; reported if it is no list, and what is no text in it. */
  List<UserText> texts(String key) {
    return items(key).stream().flatMap(node -> text("an entry of " + key, node).stream()).toList();
  }

  boolean isEmptyList(String key) {
    return values.get(key) instanceof YamlNode.Sequence list && list.items().isEmpty();
  }

  /** The texts of a list, or a text alone. */
  List<UserText> textOrTexts(String key) {
    return values.get(key) instanceof YamlNode.Text ? text(key).stream().toList() : texts(key);
  }

  String where() {
    return where;
  }

  List<YamlNode> items(String key) {
    return switch (values.get(key)) {
      case null -> List.of();
      case YamlNode.Sequence list -> list.items();
      case YamlNode other -> {
        problem(
            other.where(),
            key + " is " + other.kind() + ", not a list",
            "write a list, each entry on a line of its own after a dash");
        yield List.of();
      }
    };
  }

  private Optional<UserText> text(String what, YamlNode node) {
    return switch (node) {
      case YamlNode.Text(String value, String place) -> Optional.of(new UserText(value, place));
      case YamlNode.Plain(String kind, String source, String place) when !source.isEmpty() -> {
        problem(
            place, what + " is " + kind + ", not a text", "put it in quotes: \"" + source + "\"");
        yield Optional.empty();
      }
      case YamlNode other -> {
        problem(other.where(), what + " is " + other.kind() + ", not a text", "write a text");
        yield Optional.empty();
      }
    };
  }

  /** Reports something about the mapping as a whole. */
  void problem(String what, String remedy) {
    problem(where, what, remedy);
  }

  private void problem(String place, String what, String remedy) {
    problems.problem(new Problem(place, what, remedy));
  }
}
