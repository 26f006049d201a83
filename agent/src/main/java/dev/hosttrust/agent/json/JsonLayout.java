// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.json;

import static java.util.stream.Collectors.joining;

import dev.hosttrust.agent.json.JsonValue.JsonArray;
import dev.hosttrust.agent.json.JsonValue.JsonObject;
import dev.hosttrust.agent.text.Span;
import dev.hosttrust.agent.text.Splice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * How a JSON text is laid out, so that what is added looks like what is there: on lines of its own
 * with the same indentation, or on one line.
 *
 * <p>A <i>break</i> is what stands before a value on a line of its own: the line end and the
 * indentation. It is empty where all is on one line. The names and strings that are added must hold
 * nothing that JSON escapes.
 */
public final class JsonLayout {
  private static final String INDENTATION = "  ";
  private static final String EMPTY_OBJECT = "{\n}\n";

  private final String text;
  private final String lineEnd;
  private final String indentation;

  /**
   * @param root the value of the whole text
   */
  public JsonLayout(String text, JsonObject root) {
    this.text = text;
    this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    this.indentation = indentation(root);
  }

  /** A whole text of one object, which {@link #append(JsonObject, List, List)} made from none. */
  public static String document(List<String> names, List<String> strings) {
    JsonObject empty = new JsonObject(0, EMPTY_OBJECT.indexOf('}') + 1, List.of());
    Splice content = new JsonLayout(EMPTY_OBJECT, empty).append(empty, names, strings);
    return Splice.apply(EMPTY_OBJECT, List.of(content));
  }

  /** Another string in place of a value. */
  public static Splice replace(JsonValue value, String string) {
    return new Splice(new Span(value.start(), value.end()), quoted(string));
  }

  /** Takes items out of an array, each with the separator before or behind it. */
  public static List<Splice> remove(JsonArray array, Predicate<JsonValue> gone) {
    List<Splice> splices = new ArrayList<>();
    int kept = array.start() + 1;
    boolean first = true;
    List<JsonValue> items = array.items();
    for (int i = 0; i < items.size(); i++) {
      JsonValue item = items.get(i);
      boolean last = i == items.size() - 1;
      if (!gone.test(item)) {
        kept = item.end();
        first = false;
      } else if (first && !last) {
        splices.add(new Splice(new Span(item.start(), items.get(i + 1).start()), ""));
      } else {
        int end = first ? array.end() - 1 : item.end();
        splices.add(new Splice(new Span(first ? item.start() : kept, end), ""));
        kept = item.end();
      }
    }
    return splices;
  }

  /** Adds strings at the end of an array. */
  public Splice append(JsonArray array, List<String> strings) {
    return append(
        new Span(array.start(), array.end()),
        array.items().stream().map(item -> new Span(item.start(), item.end())).toList(),
        strings.stream().<UnaryOperator<String>>map(string -> any -> quoted(string)).toList());
  }

  /**
   * Adds a member at the end of an object: it has the first of the names, its value is an object
   * whose one member has the second name, and so on; the value of the last is an array of strings.
   */
  public Splice append(JsonObject object, List<String> names, List<String> strings) {
    return append(
        new Span(object.start(), object.end()),
        object.members().stream().map(m -> new Span(m.start(), m.value().end())).toList(),
        List.of(lineBreak -> member(names, strings, lineBreak)));
  }

  /**
   * @param inside what the object or array holds
   * @param added each makes its text from the break that stands before it
   */
  private Splice append(Span whole, List<Span> inside, List<UnaryOperator<String>> added) {
    if (inside.isEmpty()) {
      boolean oneLine = !text.stripTrailing().contains("\n");
      String outer = oneLine ? "" : lineEnd + blanksOfLine(whole.start());
      return new Splice(
          new Span(whole.start() + 1, whole.end() - 1),
          enclosed(outer, inner -> added.stream().map(each -> each.apply(inner)).toList()));
    }
    String separator = separator(whole, inside);
    String lineBreak = separator.contains("\n") ? lineEnd + lastBlanks(separator) : "";
    int end = inside.getLast().end();
    return new Splice(
        new Span(end, end),
        added.stream().map(each -> separator + each.apply(lineBreak)).collect(joining()));
  }

  /** What stands between the last two; of a single one, what would stand before a second. */
  private String separator(Span whole, List<Span> inside) {
    if (inside.size() > 1) {
      return text.substring(inside.get(inside.size() - 2).end(), inside.getLast().start());
    }
    String before = text.substring(whole.start() + 1, inside.getFirst().start());
    return "," + (before.contains("\n") ? before : " ");
  }

  private String member(List<String> names, List<String> strings, String lineBreak) {
    String name = quoted(names.getFirst()) + ": ";
    return names.size() == 1
        ? name
            + "["
            + enclosed(lineBreak, inner -> strings.stream().map(JsonLayout::quoted).toList())
            + "]"
        : name
            + "{"
            + enclosed(
                lineBreak, inner -> List.of(member(names.subList(1, names.size()), strings, inner)))
            + "}";
  }

  /** What an object or array holds, whose closing bracket has the break before it. */
  private String enclosed(String lineBreak, Function<String, List<String>> values) {
    String inner = lineBreak.isEmpty() ? "" : lineBreak + indentation;
    String separator = lineBreak.isEmpty() ? ", " : "," + inner;
    return inner + String.join(separator, values.apply(inner)) + lineBreak;
  }

  private static String quoted(String string) {
    return '"' + string + '"';
  }

  private String indentation(JsonObject root) {
    if (root.members().isEmpty()) {
      return INDENTATION;
    }
    String before = text.substring(root.start() + 1, root.members().getFirst().start());
    String outer = blanksOfLine(root.start());
    String inner = lastBlanks(before);
    return before.contains("\n") && inner.startsWith(outer) && !inner.equals(outer)
        ? inner.substring(outer.length())
        : INDENTATION;
  }

  /** The blanks at the start of the line that has this offset. */
  private String blanksOfLine(int offset) {
    return lastBlanks(text.substring(0, offset));
  }

  /** The blanks at the start of the last line. */
  private static String lastBlanks(String lines) {
    String last = lines.substring(lines.lastIndexOf('\n') + 1);
    return last.substring(0, last.length() - last.stripLeading().length());
  }
}
