// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.yaml;

import dev.hosttrust.agent.text.Span;
import dev.hosttrust.agent.text.Splice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes a key out of a YAML text, with the keys above it that hold nothing else, and leaves every
 * other character as it is. What was written is read again, and must say what the old text said but
 * for that.
 */
public final class YamlCut {
  private final String text;

  private YamlCut(String text) {
    this.text = text;
  }

  /**
   * @param path keys from the top of the document
   * @return the new text, the same text where there is no such key
   * @throws YamlException if the text is not YAML, or cannot be edited without harm
   */
  public static String remove(String text, List<String> path) throws YamlException {
    Optional<YamlPart> root = YamlText.parse(text);
    List<YamlPart.Mapping> mappings = mappings(root, path);
    if (mappings.size() < path.size()) {
      return text;
    }
    int depth = path.size() - 1;
    while (depth > 0 && mappings.get(depth).entries().size() == 1) {
      depth--;
    }
    YamlPart.Mapping mapping = mappings.get(depth);
    YamlPart.Entry entry = mapping.entry(path.get(depth)).orElseThrow();
    String cut = Splice.apply(text, List.of(new YamlCut(text).splice(mapping, entry)));
    Object wanted = without(root.orElseThrow().meaning(), path.subList(0, depth + 1));
    if (!meaning(cut).equals(wanted)) {
      throw new YamlException("an edit would change more than " + String.join(".", path));
    }
    return cut;
  }

  /** Those that lead to the key; fewer than it has parts where it is not there. */
  private static List<YamlPart.Mapping> mappings(Optional<YamlPart> root, List<String> path)
      throws YamlException {
    List<YamlPart.Mapping> mappings = new ArrayList<>();
    Optional<YamlPart> part = root;
    for (String key : path) {
      if (!(part.orElse(null) instanceof YamlPart.Mapping mapping)
          || mapping.entry(key).isEmpty()) {
        return List.of();
      }
      if (!mapping.properties().isEmpty() || mapping.entry("<<").isPresent()) {
        throw new YamlException("the mapping around " + key + " is shared with another");
      }
      mappings.add(mapping);
      part = mapping.entry(key).map(YamlPart.Entry::value);
    }
    return mappings;
  }

  private Splice splice(YamlPart.Mapping mapping, YamlPart.Entry entry) throws YamlException {
    int at = mapping.entries().indexOf(entry);
    boolean last = at == mapping.entries().size() - 1;
    if (!mapping.flow()) {
      return lines(entry);
    }
    if (!last) {
      int next = mapping.entries().get(at + 1).key().start();
      return new Splice(new Span(entry.key().start(), next), "");
    }
    int start = at == 0 ? entry.key().start() : mapping.entries().get(at - 1).value().end();
    return new Splice(new Span(start, entry.value().end()), "");
  }

  /** Whole lines, to the last one that is neither blank nor a comment. */
  private Splice lines(YamlPart.Entry entry) throws YamlException {
    int start = text.lastIndexOf('\n', entry.key().start() - 1) + 1;
    if (!text.substring(start, entry.key().start()).isBlank()) {
      throw new YamlException("it has a mapping that begins behind something else on its line");
    }
    int end = lineEnd(entry.key().start());
    int limit = Math.max(entry.key().end(), entry.value().end());
    // A mapping ends where the next thing begins, behind the blanks of its line.
    for (int line = end; line < limit; line = lineEnd(line)) {
      String content = text.substring(line, Math.min(lineEnd(line), limit)).strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        end = lineEnd(line);
      }
    }
    return new Splice(new Span(start, end), "");
  }

  /** Where the line ends that an index is on, behind its line feed. */
  private int lineEnd(int index) {
    int newline = text.indexOf('\n', index);
    return newline < 0 ? text.length() : newline + 1;
  }

  private static Object meaning(String text) throws YamlException {
    return YamlText.parse(text).map(YamlPart::meaning).orElse(List.of());
  }

  /** What remains of a meaning; nothing of a document that said no more. */
  private static Object without(Object meaning, List<String> path) {
    List<?> mapping = (List<?>) meaning;
    Map<Object, Object> entries = new LinkedHashMap<>((Map<?, ?>) mapping.get(1));
    if (path.size() == 1) {
      entries.remove(path.getFirst());
      return entries.isEmpty() ? List.of() : List.of("mapping", entries, mapping.get(2));
    }
    Object below = entries.get(path.getFirst());
    entries.put(
        path.getFirst(), without(Objects.requireNonNull(below), path.subList(1, path.size())));
    return List.of("mapping", entries, mapping.get(2));
  }
}
