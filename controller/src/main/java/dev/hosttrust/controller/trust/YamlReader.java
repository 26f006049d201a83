// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.trust;

import dev.hosttrust.agent.trust.file.YamlNode;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads one YAML document into nodes that know their places. Data binding would lose the places,
 * and stop at the first error. For one file and one thread.
 *
 * <p>The reader of inventories is no use here: it reads YAML 1.1 as PyYAML does, in which {@code
 * no} is a truth value and {@code 1:30} a number, follows aliases, keeps the last of two equal
 * keys, and does not keep how a number was written. A spec file is YAML 1.2, of which these are
 * errors to report, on the command line and in the Ansible module alike.
 */
final class YamlReader {
  private final String origin;
  private final JsonParser parser;

  private YamlReader(String origin, JsonParser parser) {
    this.origin = origin;
    this.parser = parser;
  }

  /**
   * @throws ProblemsException with one problem, if the text is no YAML, or more than one document
   */
  static YamlNode read(byte[] content, String origin) {
    try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), content)) {
      return new YamlReader(origin, parser).document();
    } catch (JacksonException e) {
      throw noYaml(origin, e);
    }
  }

  /** The parser's own error; Jackson's begins with what the parser was doing. */
  private static ProblemsException noYaml(String origin, JacksonException e) {
    String where = where(origin, e.getLocation());
    String what = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    if (e.getCause() instanceof MarkedYamlEngineException marked) {
      what = marked.getProblem();
      where =
          marked
              .getProblemMark()
              .map(mark -> where(origin, mark.getLine() + 1, mark.getColumn() + 1))
              .orElse(where);
    }
    return refused(where, "is no YAML: " + what, "mend it there");
  }

  private YamlNode document() {
    JsonToken first = parser.nextToken();
    YamlNode node = first == null ? new YamlNode.Plain("nothing", "", origin) : node(first);
    if (parser.nextToken() != null) {
      throw refused(where(), "a second YAML document begins", "keep all in one document");
    }
    return node;
  }

  private YamlNode node(JsonToken token) {
    String where = where();
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw refused(where, "a YAML alias (*)", "write the value out");
    }
    return switch (token) {
      case START_OBJECT -> mapping(where);
      case START_ARRAY -> sequence(where);
      case VALUE_STRING -> new YamlNode.Text(parser.getString(), where);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new YamlNode.Plain("a number", parser.getString(), where);
      case VALUE_TRUE, VALUE_FALSE ->
          new YamlNode.Plain("true or false", parser.getString(), where);
      default -> new YamlNode.Plain("nothing", "", where);
    };
  }

  private YamlNode sequence(String where) {
    List<YamlNode> items = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      items.add(node(t));
    }
    return new YamlNode.Sequence(items, where);
  }

  private YamlNode mapping(String where) {
    List<YamlNode.Entry> entries = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String keyWhere = where();
      entries.add(new YamlNode.Entry(key, keyWhere, node(parser.nextToken())));
    }
    return new YamlNode.Mapping(entries, where);
  }

  private String where() {
    return where(origin, parser.currentTokenLocation());
  }

  private static String where(String origin, @Nullable TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? origin
        : where(origin, location.getLineNr(), location.getColumnNr());
  }

  private static String where(String origin, int line, int column) {
    return origin + ":" + line + ":" + column;
  }

  private static ProblemsException refused(String where, String what, String remedy) {
    return new ProblemsException(List.of(new Problem(where, what, remedy)));
  }
}
