// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes a value on one line of YAML: a {@code String} in double quotes, a list in brackets, a
 * mapping in braces.
 */
public final class YamlFlow {
  /** A key that needs no quotes; YAML 1.1 takes {@code yes} and {@code no} for truth values. */
  private static final Pattern WORD =
      Pattern.compile("(?!(y|n|yes|no|on|off|true|false|null)$)[a-z][a-z_]*");

  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  private YamlFlow() {}

  /**
   * @param value a {@code String}, a list or a map of values, whose keys are strings
   * @throws YamlException if a string has other characters than printable ASCII
   */
  public static String of(Object value) throws YamlException {
    if (value instanceof Map<?, ?> map) {
      List<String> entries = new ArrayList<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        entries.add(entry((String) entry.getKey(), entry.getValue()));
      }
      return "{" + String.join(", ", entries) + "}";
    }
    if (value instanceof List<?> list) {
      List<String> items = new ArrayList<>();
      for (Object item : list) {
        items.add(of(item));
      }
      return "[" + String.join(", ", items) + "]";
    }
    return quoted((String) value);
  }

  public static String entry(String key, Object value) throws YamlException {
    return key(key) + ": " + of(value);
  }

  /** In quotes, where it is not a plain word. */
  public static String key(String key) throws YamlException {
    return WORD.matcher(key).matches() ? key : quoted(key);
  }

  private static String quoted(String value) throws YamlException {
    if (!PRINTABLE.matcher(value).matches()) {
      throw new YamlException("it has a value with other characters than printable ASCII");
    }
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The {@link YamlPart#meaning} of what {@link #of} writes. */
  public static Object meaning(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> entries = new LinkedHashMap<>();
        map.forEach((key, inner) -> entries.put(key, meaning(inner)));
        yield List.of("mapping", entries, "");
      }
      case List<?> list -> List.of("list", list.stream().map(YamlFlow::meaning).toList(), "");
      default -> List.of("scalar", value, false, "");
    };
  }
}
