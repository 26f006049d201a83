// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.python;

import dev.hosttrust.inventories.values.UnsafeText;
import dev.hosttrust.inventories.values.VaultText;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Python's {@code str} and {@code repr} show them. */
public final class PythonRepr {

  private PythonRepr() {}

  /**
   * {@code str(value)}: a text as it stands, anything else as {@link #repr} shows it; a vaulted
   * value stays locked.
   */
  public static String string(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case UnsafeText unsafe -> unsafe.text();
      case Temporal time -> PythonDates.isoFormat(time).replace('T', ' ');
      case null, default -> repr(value);
    };
  }

  /** {@code repr(value)}. */
  public static String repr(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean flag -> flag ? "True" : "False";
      case Double number -> PythonNumbers.repr(number);
      case String text -> quoted(text);
      case UnsafeText unsafe -> quoted(unsafe.text());
      case VaultText vaulted -> "<vaulted>";
      case PythonTuple tuple -> "(" + items(tuple) + (tuple.size() == 1 ? ",)" : ")");
      case List<?> list -> "[" + items(list) + "]";
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Object other -> other.toString();
    };
  }

  private static String items(List<?> list) {
    return list.stream().map(PythonRepr::repr).collect(Collectors.joining(", "));
  }

  /** In single quotes, unless there are such but no double ones in the text. */
  private static String quoted(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    var quoted = new StringBuilder().append(quote);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> {
                  if (c == quote) {
                    quoted.append('\\');
                  }
                  if (c < ' ' || c == 0x7f) {
                    quoted.append("\\x%02x".formatted(c));
                  } else {
                    quoted.appendCodePoint(c);
                  }
                }
              }
            });
    return quoted.append(quote).toString();
  }
}
