// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a YAML text, with the place where it stands: from {@code start}, inclusive, to {@code
 * end}, exclusive, in characters of the text. Aliases are not followed.
 */
public sealed interface YamlPart {
  int start();

  int end();

  /** The anchor and the tag in front of the part, such as {@code &x !!map}; empty if none. */
  String properties();

  /** Such as "a list", for messages. */
  String kind();

  /**
   * What the part says, without its place: equal for two parts that a reader takes for the same,
   * whatever the order of their keys.
   */
  Object meaning();

  /**
   * A text, a number, a truth value, or nothing.
   *
   * @param plain whether it stands without quotes, where {@code 1} is a number
   */
  public record Scalar(String value, boolean plain, String properties, int start, int end)
      implements YamlPart {

    /** What some reader of YAML 1.1 or 1.2 takes for something else than a text. */
    private static final Pattern NO_TEXT =
        Pattern.compile(
            "|~|null|true|false|yes|no|on|off|y|n|[-+.]*[0-9].*|[-+]?\\.(inf|nan)|<<|=",
            Pattern.CASE_INSENSITIVE);

    /** Whether YAML reads nothing here: {@code key:}, {@code key: ~} or {@code key: null}. */
    public boolean isNull() {
      return plain && List.of("", "~", "null", "Null", "NULL").contains(value);
    }

    @Override
    public String kind() {
      return isNull() ? "nothing" : "a single value";
    }

    @Override
    public Object meaning() {
      return List.of("scalar", value, plain && NO_TEXT.matcher(value).matches(), properties);
    }
  }

  /** {@code *name}. */
  public record Alias(String name, int start, int end) implements YamlPart {
    @Override
    public String properties() {
      return "";
    }

    @Override
    public String kind() {
      return "an alias (*" + name + ")";
    }

    @Override
    public Object meaning() {
      return List.of("alias", name);
    }
  }

  /** A list. */
  public record Sequence(List<YamlPart> items, String properties, int start, int end)
      implements YamlPart {
    @Override
    public String kind() {
      return "a list";
    }

    @Override
    public Object meaning() {
      return List.of("list", items.stream().map(YamlPart::meaning).toList(), properties);
    }
  }

  /**
   * Keys and values, in the order of the text. No key is there twice.
   *
   * @param flow whether it stands in braces
   */
  public record Mapping(List<Entry> entries, boolean flow, String properties, int start, int end)
      implements YamlPart {

    public Optional<Entry> entry(String key) {
      return entries.stream()
          .filter(entry -> entry.key() instanceof Scalar scalar && scalar.value().equals(key))
          .findFirst();
    }

    @Override
    public String kind() {
      return "a mapping";
    }

    @Override
    public Object meaning() {
      Map<Object, Object> values = new LinkedHashMap<>();
      entries.forEach(entry -> values.put(entry.name(), entry.value().meaning()));
      return List.of("mapping", values, properties);
    }
  }

  /** One key and its value. */
  public record Entry(YamlPart key, YamlPart value) {
    /** The key's text; of a key that is no text, its meaning. */
    public Object name() {
      return key instanceof Scalar scalar ? scalar.value() : key.meaning();
    }
  }
}
