// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sets one value in a YAML text and leaves every other character of it as it is. What was written
 * is read again, and must say what the old text said and the new value, and nothing else.
 *
 * <p>A new key comes at the end of the text, or as the first one below the key that it belongs to,
 * so that comments stay with the lines that they are above.
 */
public final class YamlEdit {
  private static final int INDENT = 2;
  private static final Pattern DOCUMENT_END = Pattern.compile("(?m)^\\.\\.\\.(?=\\s|$)");

  private final String text;
  private final List<String> path;
  private final Object value;
  private final String lineEnd;

  private YamlEdit(String text, List<String> path, Object value) {
    this.text = text;
    this.path = path;
    this.value = value;
    this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
  }

  /**
   * Sets a value.
   *
   * @param path keys from the top of the document; those that lack are added
   * @param value a {@code String}, a {@code List<String>}, or a {@code Map<String, Object>} of such
   *     values; of printable ASCII characters only
   * @return the new text, the same text where the value is there already
   * @throws YamlException if the text is not YAML, or the place cannot be edited without harm
   */
  public static String set(String text, List<String> path, Object value) throws YamlException {
    return new YamlEdit(text, path, value).edited();
  }

  private String edited() throws YamlException {
    Optional<YamlPart> before = YamlText.parse(text);
    Object wanted = with(before.map(YamlPart::meaning).orElse(null), 0);
    if (before.isPresent() && before.get().meaning().equals(wanted)) {
      return text;
    }
    String edited = before.isPresent() ? edit(before.get()) : append(0);
    if (!means(edited, wanted)) {
      throw new YamlException("an edit would change more than " + words(path.size()));
    }
    return edited;
  }

  private static boolean means(String text, Object wanted) {
    try {
      return YamlText.parse(text).map(YamlPart::meaning).equals(Optional.of(wanted));
    } catch (YamlException e) {
      return false;
    }
  }

  /** What the document shall mean: the old meaning with the value at its path. */
  private Object with(@Nullable Object old, int depth) {
    if (depth == path.size()) {
      return YamlFlow.meaning(value);
    }
    Map<Object, Object> entries = new LinkedHashMap<>();
    if (old instanceof List<?> mapping && mapping.getFirst().equals("mapping")) {
      entries.putAll((Map<?, ?>) mapping.get(1));
    }
    String key = path.get(depth);
    entries.put(key, with(entries.get(key), depth + 1));
    return List.of("mapping", entries, "");
  }

  private String edit(YamlPart root) throws YamlException {
    YamlPart part = root;
    YamlPart.Mapping parent = null;
    int depth = 0;
    while (depth < path.size() && part instanceof YamlPart.Mapping mapping) {
      refuseShared(mapping, depth);
      Optional<YamlPart.Entry> entry = mapping.entry(path.get(depth));
      if (entry.isEmpty()) {
        return insert(mapping, depth);
      }
      parent = mapping;
      part = entry.get().value();
      depth++;
    }
    if (!(part instanceof YamlPart.Scalar scalar)
        || !scalar.properties().isEmpty()
        || (depth < path.size() && !scalar.isNull())) {
      String what =
          part.properties().isEmpty() ? part.kind() : part.kind() + " with an anchor or tag";
      throw new YamlException(words(depth) + " is " + what);
    }
    if (parent == null) {
      return inEmpty(scalar);
    }
    if (scalar.start() == scalar.end() && !parent.flow() && depth < path.size()) {
      return below(scalar.start(), column(parent.start()) + INDENT, depth);
    }
    String space = scalar.start() == scalar.end() ? " " : "";
    return text.substring(0, scalar.start())
        + space
        + YamlFlow.of(remaining(depth))
        + text.substring(scalar.end());
  }

  /**
   * A mapping that an alias may repeat, or into which another is merged, says more than it shows.
   */
  private void refuseShared(YamlPart.Mapping mapping, int depth) throws YamlException {
    if (!mapping.properties().isEmpty()) {
      throw new YamlException(
          words(depth) + " has an anchor or a tag (" + mapping.properties() + ")");
    }
    if (mapping.entry("<<").isPresent()) {
      throw new YamlException("another mapping is merged (<<) into " + words(depth));
    }
  }

  private String insert(YamlPart.Mapping mapping, int depth) throws YamlException {
    if (mapping.flow()) {
      return insertInBraces(mapping, depth);
    }
    int column = column(mapping.start());
    if (depth == 0) {
      return append(column);
    }
    return below(keyBefore(mapping), column, depth);
  }

  private String insertInBraces(YamlPart.Mapping mapping, int depth) throws YamlException {
    String entry = YamlFlow.entry(path.get(depth), remaining(depth + 1));
    boolean empty = mapping.entries().isEmpty();
    int at = empty ? mapping.start() + 1 : mapping.entries().getLast().value().end();
    return text.substring(0, at) + (empty ? "" : ", ") + entry + text.substring(at);
  }

  /** Where the key of a block mapping ends: before the line that the mapping begins on. */
  private int keyBefore(YamlPart.Mapping mapping) throws YamlException {
    int lineStart = mapping.start() - column(mapping.start());
    if (!text.substring(lineStart, mapping.start()).isBlank()) {
      throw new YamlException("it has a mapping that begins behind something else on its line");
    }
    // Comments and blank lines may be in between: the key is on the last line that has anything
    // else.
    int end = lineStart;
    while (end > 0) {
      int start = text.lastIndexOf('\n', end - 2) + 1;
      String line = text.substring(start, end).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        return start;
      }
      end = start;
    }
    throw new YamlException("it has a mapping without a key before it");
  }

  /** Puts the entry on lines of its own, below the line that the index is on. */
  private String below(int index, int column, int depth) throws YamlException {
    int newline = text.indexOf('\n', index);
    return newline < 0
        ? text + lineEnd + block(column, depth)
        : text.substring(0, newline + 1) + block(column, depth) + text.substring(newline + 1);
  }

  /** A document that says nothing, such as {@code ---}: at the end, or before its {@code ...}. */
  private String inEmpty(YamlPart.Scalar nothing) throws YamlException {
    Matcher end = DOCUMENT_END.matcher(text);
    return end.find(nothing.end())
        ? text.substring(0, end.start()) + block(0, 0) + text.substring(end.start())
        : append(0);
  }

  private String append(int column) throws YamlException {
    boolean open = !text.isEmpty() && !text.endsWith("\n");
    return text + (open ? lineEnd : "") + block(column, 0);
  }

  /** The entry in lines: a key a line, each below the one before, and the value behind the last. */
  private String block(int column, int depth) throws YamlException {
    StringBuilder lines = new StringBuilder();
    for (int i = depth; i < path.size(); i++) {
      boolean last = i == path.size() - 1;
      lines
          .append(" ".repeat(column + INDENT * (i - depth)))
          .append(YamlFlow.key(path.get(i)))
          .append(':')
          .append(last ? " " + YamlFlow.of(value) : "")
          .append(lineEnd);
    }
    return lines.toString();
  }

  /** What stands below the path's first keys: the value in as many mappings as there are keys. */
  private Object remaining(int depth) {
    Object inner = value;
    for (int i = path.size() - 1; i >= depth; i--) {
      inner = Map.of(path.get(i), inner);
    }
    return inner;
  }

  private int column(int index) {
    return index - (text.lastIndexOf('\n', index - 1) + 1);
  }

  private String words(int depth) {
    return depth == 0 ? "the document" : String.join(".", path.subList(0, depth));
  }
}
