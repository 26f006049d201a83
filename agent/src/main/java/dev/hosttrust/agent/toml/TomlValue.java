// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.toml;

import dev.hosttrust.agent.text.Span;
import java.util.List;

/** A value, and where it stands. */
public sealed interface TomlValue
    permits TomlValue.Text, TomlValue.Plain, TomlValue.Array, TomlTable {

  /** Where the value stands; of a table, where it is named first. */
  Span span();

  /** The value without its place and form: texts, lists and maps, to compare two documents. */
  Object content();

  /** A string, of any of the four kinds. */
  record Text(String text, Span span) implements TomlValue {
    @Override
    public Object content() {
      return text;
    }
  }

  /**
   * A number, a truth value, a date or a time.
   *
   * @param source as it is written
   */
  record Plain(String source, Span span) implements TomlValue {
    @Override
    public Object content() {
      return new Source(source);
    }

    private record Source(String source) {}
  }

  /**
   * An array.
   *
   * @param ofTables whether it is written as {@code [[name]]}
   */
  record Array(List<TomlValue> items, boolean ofTables, Span span) implements TomlValue {
    @Override
    public Object content() {
      return items.stream().map(TomlValue::content).toList();
    }
  }
}
