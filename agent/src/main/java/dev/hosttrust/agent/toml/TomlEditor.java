// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.toml;

import dev.hosttrust.agent.text.Span;
import dev.hosttrust.agent.text.Splice;
import dev.hosttrust.agent.toml.TomlTable.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Changes a text and leaves every character of it that no change is about. All places are those of
 * the text before the changes.
 */
public final class TomlEditor {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

  private final String text;
  private final TomlTable root;
  private final String lineEnd;
  private final List<Splice> changes = new ArrayList<>();
  private final StringBuilder behind = new StringBuilder();

  /**
   * @param root what {@link TomlParser} read from the text
   */
  public TomlEditor(String text, TomlTable root) {
    this.text = text;
    this.root = root;
    this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** A string as a document has it, in double quotes. */
  public static String quoted(String string) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** A name as a key has it: in quotes only where it needs them. */
  public static String name(String name) {
    return BARE.matcher(name).matches() ? name : quoted(name);
  }

  /** Puts another string in a value's place. */
  public void replace(TomlValue value, String string) {
    changes.add(new Splice(value.span(), quoted(string)));
  }

  /** Makes a string an array of it and another. */
  public void append(TomlValue.Text value, String string) {
    insert(value.span().start(), "[");
    insert(value.span().end(), ", " + quoted(string) + "]");
  }

  /** Adds a string to an array. */
  public void append(TomlValue.Array value, String string) {
    if (value.items().isEmpty()) {
      insert(value.span().start() + 1, quoted(string));
    } else {
      insert(value.items().getLast().span().end(), ", " + quoted(string));
    }
  }

  /** Takes items out of an array; what is left is on one line where more than one goes. */
  public void remove(TomlValue.Array array, List<TomlValue> items) {
    List<TomlValue> all = array.items();
    int at = all.indexOf(items.getFirst());
    if (items.size() > 1 || all.size() == 1) {
      String rest =
          all.stream()
              .filter(item -> !items.contains(item))
              .map(item -> text.substring(item.span().start(), item.span().end()))
              .collect(Collectors.joining(", ", "[", "]"));
      changes.add(new Splice(array.span(), rest));
    } else if (at < all.size() - 1) {
      changes.add(new Splice(new Span(start(all, at), start(all, at + 1)), ""));
    } else {
      changes.add(new Splice(new Span(end(all, at - 1), end(all, at)), ""));
    }
  }

  private static int start(List<TomlValue> items, int at) {
    return items.get(at).span().start();
  }

  private static int end(List<TomlValue> items, int at) {
    return items.get(at).span().end();
  }

  /**
   * Takes a key away with its value, where they are on lines of their own. Elsewhere the value
   * becomes an empty array.
   */
  public void remove(String key, TomlValue value) {
    int start = text.lastIndexOf('\n', value.span().start() - 1) + 1;
    int newline = text.indexOf('\n', value.span().end());
    int end = newline < 0 ? text.length() : newline + 1;
    String before = text.substring(start, value.span().start()).strip();
    String behind = text.substring(value.span().end(), end).strip();
    boolean alone =
        before.endsWith("=")
            && List.of(key, quoted(key), "'" + key + "'")
                .contains(before.substring(0, before.length() - 1).strip());
    changes.add(
        alone && (behind.isEmpty() || behind.startsWith("#"))
            ? new Splice(new Span(start, end), "")
            : new Splice(value.span(), "[]"));
  }

  /** Adds a key to the document's own. */
  public void addToRoot(String key, String string) {
    Span last = root.lastStatement();
    String line = name(key) + " = " + quoted(string) + lineEnd;
    if (last.end() > last.start()) {
      insertLine(last.end(), indentation(last.start()) + line);
    } else {
      insert(behindFirstComments(), line + (text.isBlank() ? "" : lineEnd));
    }
  }

  /**
   * Adds a key to a table.
   *
   * @param table one with a header or in braces
   */
  public void add(TomlTable table, String key, String string) {
    String pair = name(key) + " = " + quoted(string);
    if (table.form() == Form.HEADER) {
      Span last = table.lastStatement();
      insertLine(last.end(), indentation(last.start()) + pair + lineEnd);
    } else if (table.form() == Form.INLINE) {
      String end = table.values().isEmpty() ? " " : ",";
      insert(table.span().start() + 1, " " + pair + end);
    } else {
      throw new IllegalArgumentException("a table that is " + table.form());
    }
  }

  /** Adds lines to the end of the text, behind an empty line. */
  public void addLines(List<String> lines) {
    if (!text.isEmpty() || !behind.isEmpty()) {
      behind.append(lineEnd);
    }
    lines.forEach(line -> behind.append(line).append(lineEnd));
  }

  /** The text with the changes. */
  public String text() {
    StringBuilder edited = new StringBuilder(Splice.apply(text, changes));
    if (!behind.isEmpty() && !edited.isEmpty() && edited.charAt(edited.length() - 1) != '\n') {
      edited.append(lineEnd);
    }
    return edited.append(behind).toString();
  }

  private void insert(int at, String what) {
    changes.add(new Splice(new Span(at, at), what));
  }

  /** Inserts a whole line, which the last line of the text may first have to be ended for. */
  private void insertLine(int at, String line) {
    insert(at, text.charAt(at - 1) == '\n' ? line : lineEnd + line);
  }

  private String indentation(int statement) {
    int start = text.lastIndexOf('\n', statement - 1) + 1;
    String before = text.substring(start, statement);
    return before.isBlank() ? before : "";
  }

  /** What a text says of itself at its beginning, up to an empty line, stays there. */
  private int behindFirstComments() {
    int at = 0;
    boolean blank = false;
    while (at < text.length()) {
      int next = text.indexOf('\n', at) + 1;
      String line = text.substring(at, next == 0 ? text.length() : next);
      boolean comment = line.startsWith("#");
      if (next == 0 || (!line.isBlank() && (blank || !comment))) {
        break;
      }
      blank = line.isBlank();
      at = next;
    }
    return blank ? at : 0;
  }
}
