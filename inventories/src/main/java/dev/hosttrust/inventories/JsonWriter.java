// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import dev.hosttrust.inventories.python.PythonDates;
import dev.hosttrust.inventories.python.PythonNumbers;
import dev.hosttrust.inventories.values.UnsafeText;
import dev.hosttrust.inventories.values.VaultText;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON as Python's {@code json.dumps(sort_keys=True, indent=4, ensure_ascii=False)} writes it. */
final class JsonWriter {

  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {}

  static String write(@Nullable Object value) {
    var writer = new JsonWriter();
    writer.value(value, 0);
    return writer.out.toString();
  }

  private void value(@Nullable Object value, int depth) {
    switch (value) {
      case null -> out.append("null");
      case String text -> string(text);
      case Double number -> out.append(real(number));
      case VaultText vault -> value(Map.of("__ansible_vault", vault.envelope()), depth);
      case UnsafeText unsafe -> value(Map.of("__ansible_unsafe", unsafe.text()), depth);
      case Temporal time -> string(PythonDates.isoFormat(time));
      case List<?> list -> list(list, depth);
      case Map<?, ?> map -> map(map, depth);
      case Object other -> out.append(other);
    }
  }

  private static String real(double number) {
    return switch (PythonNumbers.repr(number)) {
      case "inf" -> "Infinity";
      case "-inf" -> "-Infinity";
      case "nan" -> "NaN";
      case String finite -> finite;
    };
  }

  private void list(List<?> list, int depth) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    String separator = "";
    for (Object item : list) {
      out.append(separator);
      line(depth + 1);
      value(item, depth + 1);
      separator = ",";
    }
    line(depth);
    out.append(']');
  }

  private void map(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(key(key), value));
    out.append('{');
    String separator = "";
    for (var entry : sorted.entrySet()) {
      out.append(separator);
      line(depth + 1);
      string(entry.getKey());
      out.append(": ");
      value(entry.getValue(), depth + 1);
      separator = ",";
    }
    line(depth);
    out.append('}');
  }

  private static String key(@Nullable Object key) {
    return switch (key) {
      case null -> "null";
      case Double number -> real(number);
      case Object other -> other.toString();
    };
  }

  private void line(int depth) {
    out.append('\n').repeat("    ", depth);
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
