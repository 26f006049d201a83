// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.toml;

import dev.hosttrust.agent.text.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A table. Complete and unchanging once its document is read. */
public final class TomlTable implements TomlValue {

  /** How a table came to be, which decides how it may be added to. */
  public enum Form {
    /** The document itself. */
    ROOT,
    /** By its name in brackets, as {@code [name]} or {@code [[name]]}. */
    HEADER,
    /** By the name of a table inside, as {@code a} by {@code [a.b]}. */
    IMPLIED,
    /** By a key with a dot, as {@code a} by {@code a.b = 1}. */
    DOTTED,
    /** In braces. */
    INLINE,
  }

  private final SequencedMap<String, TomlValue> values = new LinkedHashMap<>();
  private Form form;
  private Span span;
  private Span lastStatement;

  TomlTable(Form form, Span span) {
    this.form = form;
    this.span = span;
    this.lastStatement = new Span(span.start(), span.start());
  }

  public Form form() {
    return form;
  }

  /** Of a table with a header, the header; of one in braces, these and what is between them. */
  @Override
  public Span span() {
    return span;
  }

  /** The values by their names, in the order of the text. */
  public SequencedMap<String, TomlValue> values() {
    return Collections.unmodifiableSequencedMap(values);
  }

  /** The value at the end of a path of names. */
  public Optional<TomlValue> find(String... path) {
    TomlValue at = this;
    for (String name : path) {
      TomlValue next = at instanceof TomlTable table ? table.get(name) : null;
      if (next == null) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(at);
  }

  /** The table at the end of a path of names, if it is one. */
  public Optional<TomlTable> table(String... path) {
    return find(path).filter(TomlTable.class::isInstance).map(TomlTable.class::cast);
  }

  /** The string at the end of a path of names, if it is one. */
  public Optional<String> text(String... path) {
    return find(path).filter(Text.class::isInstance).map(value -> ((Text) value).text());
  }

  /** The items of the array at the end of a path of names; none where there is no array. */
  public List<TomlValue> items(String... path) {
    return find(path)
        .filter(Array.class::isInstance)
        .map(value -> ((Array) value).items())
        .orElse(List.of());
  }

  /** Whether a number or a truth value at the end of a path of names is written so. */
  public boolean is(String source, String... path) {
    return find(path).filter(v -> v instanceof Plain p && p.source().equals(source)).isPresent();
  }

  @Override
  public Map<String, Object> content() {
    SequencedMap<String, Object> content = new LinkedHashMap<>();
    values.forEach((name, value) -> content.put(name, value.content()));
    return content;
  }

  @Nullable TomlValue get(String name) {
    return values.get(name);
  }

  /** The value is not there yet; the caller has looked. */
  void put(String name, TomlValue value) {
    values.put(name, value);
  }

  void replace(String name, TomlValue value) {
    values.replace(name, value);
  }

  /** What another table's header implied now has its own. */
  void becomeHeader(Span header) {
    form = Form.HEADER;
    span = header;
  }

  void endAt(int end) {
    span = new Span(span.start(), end);
  }

  /**
   * The last key and value of the table as they stand below its header, or the header where there
   * are none; up to the next line. Where the root has no key of its own, its beginning.
   */
  Span lastStatement() {
    return lastStatement;
  }

  void statement(Span statement) {
    lastStatement = statement;
  }
}
