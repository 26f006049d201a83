// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sets values in a YAML text and leaves every other character of it as it is. What was written is
 * read again, and must say what the old text said and the new values, and nothing else.
 *
 * <p>A new key comes at the end of the text, or as the first one below the key that it belongs to,
 * so that comments stay with the lines that they are above. New keys at one place come in the order
 * in which they were set.
 */
public final class YamlEdit {
  private static final int INDENT = 2;
  private static final Pattern DOCUMENT_END = Pattern.compile("(?m)^\\.\\.\\.(?=\\s|$)");

  private final String text;
  private final Optional<YamlPart> root;
  private final String lineEnd;
  private final YamlTree.Branch all = new YamlTree.Branch();
  private final Map<List<String>, Place> places = new LinkedHashMap<>();
  private String first = "";

  /**
   * Where something is written.
   *
   * @param part the last part of the text on the path of the new value, if there is any
   * @param parent the mapping that the part is a value of; empty for the document
   * @param depth how many keys lead to the part
   * @param added what is set below the part, or in its place
   */
  private record Place(
      Optional<YamlPart> part,
      Optional<YamlPart.Mapping> parent,
      int depth,
      YamlTree.Branch added) {}

  /** New characters in place of those from {@code start} to {@code end}. */
  private record Splice(int start, int end, int depth, String characters) {}

  private YamlEdit(String text, Optional<YamlPart> root) {
    this.text = text;
    this.root = root;
    this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
  }

  /**
   * An edit that changes nothing yet.
   *
   * @param root what the text was read as
   */
  public static YamlEdit of(String text, Optional<YamlPart> root) {
    return new YamlEdit(text, root);
  }

  /**
   * Sets one value.
   *
   * @return the new text, the same text where the value is there already
   * @throws YamlException if the text is not YAML, or the place cannot be edited without harm
   */
  public static String set(String text, List<String> path, Object value) throws YamlException {
    YamlEdit edit = of(text, YamlText.parse(text));
    edit.set(path, value);
    return edit.text();
  }

  /**
   * Sets a value in addition to those set before.
   *
   * @param path keys from the top of the document; those that lack are added
   * @param value a {@code String}, a {@code List<String>}, or a {@code Map<String, Object>} of such
   *     values; of printable ASCII characters only
   * @return false where the text has the value already
   * @throws YamlException if the place cannot be edited without harm; then this value is not set
   */
  public boolean set(List<String> path, Object value) throws YamlException {
    if (has(path, value)) {
      return false;
    }
    YamlFlow.of(value); // or refuses it
    Optional<YamlPart> part = root;
    Optional<YamlPart.Mapping> parent = Optional.empty();
    int depth = 0;
    while (depth < path.size() && part.orElse(null) instanceof YamlPart.Mapping mapping) {
      refuseShared(mapping, path.subList(0, depth));
      Optional<YamlPart.Entry> entry = mapping.entry(path.get(depth));
      if (entry.isEmpty()) {
        break;
      }
      parent = Optional.of(mapping);
      part = entry.map(YamlPart.Entry::value);
      depth++;
    }
    if (part.isPresent()) {
      refuseOther(part.get(), path, depth);
    }
    Place place = new Place(part, parent, depth, new YamlTree.Branch());
    places.computeIfAbsent(path.subList(0, depth), p -> place).added().put(path, value);
    all.put(path, value);
    first = first.isEmpty() ? words(path) : first;
    return true;
  }

  private boolean has(List<String> path, Object value) {
    Optional<YamlPart> part = root;
    for (String key : path) {
      part =
          part.filter(p -> p.properties().isEmpty())
              .flatMap(
                  p ->
                      p instanceof YamlPart.Mapping mapping
                          ? mapping.entry(key).map(YamlPart.Entry::value)
                          : Optional.empty());
    }
    return part.map(YamlPart::meaning).equals(Optional.of(YamlFlow.meaning(value)));
  }

  private static void refuseOther(YamlPart part, List<String> path, int depth)
      throws YamlException {
    if (part instanceof YamlPart.Mapping && depth < path.size()) {
      return;
    }
    if (!(part instanceof YamlPart.Scalar scalar)
        || !scalar.properties().isEmpty()
        || (depth < path.size() && !scalar.isNull())) {
      String what =
          part.properties().isEmpty() ? part.kind() : part.kind() + " with an anchor or tag";
      throw new YamlException(words(path.subList(0, depth)) + " is " + what);
    }
  }

  /**
   * The text with all values that were set.
   *
   * @throws YamlException if it would say more or less than that
   */
  public String text() throws YamlException {
    if (places.isEmpty()) {
      return text;
    }
    List<Splice> splices = new ArrayList<>();
    for (Map.Entry<List<String>, Place> place : places.entrySet()) {
      splices.add(splice(place.getKey(), place.getValue()));
    }
    // Where two are at the text's end, the one that is deeper belongs to the line before it.
    splices.sort(
        Comparator.comparingInt(Splice::start)
            .thenComparing(Comparator.comparingInt(Splice::depth).reversed()));
    StringBuilder edited = new StringBuilder();
    int copied = 0;
    for (Splice splice : splices) {
      edited.append(text, copied, splice.start());
      boolean open = !edited.isEmpty() && edited.charAt(edited.length() - 1) != '\n';
      boolean lines = splice.characters().endsWith("\n");
      edited.append(lines && open ? lineEnd : "").append(splice.characters());
      copied = splice.end();
    }
    edited.append(text, copied, text.length());
    if (!means(edited.toString(), all.meaning(root.map(YamlPart::meaning).orElse(null)))) {
      throw new YamlException("an edit would change more than " + first);
    }
    return edited.toString();
  }

  private static boolean means(String text, Object wanted) {
    try {
      return YamlText.parse(text).map(YamlPart::meaning).equals(Optional.of(wanted));
    } catch (YamlException e) {
      return false;
    }
  }

  private Splice splice(List<String> path, Place place) throws YamlException {
    int depth = place.depth();
    YamlTree tree = place.added();
    for (String key : path) {
      tree = Objects.requireNonNull(((YamlTree.Branch) tree).below().get(key));
    }
    YamlPart part = place.part().orElse(null);
    if (tree instanceof YamlTree.Branch added) {
      if (part == null) {
        return lines(text.length(), 0, depth, added);
      }
      if (part instanceof YamlPart.Mapping mapping) {
        return mapping.flow()
            ? inBraces(mapping, depth, added)
            : lines(
                depth == 0 ? text.length() : below(keyBefore(mapping)),
                column(mapping.start()),
                depth,
                added);
      }
      if (place.parent().isEmpty()) {
        Matcher end = DOCUMENT_END.matcher(text); // of a document that says nothing
        return lines(end.find(part.end()) ? end.start() : text.length(), 0, depth, added);
      }
      if (part.start() == part.end() && !place.parent().get().flow()) {
        int column = column(place.parent().get().start()) + INDENT;
        return lines(below(part.start()), column, depth, added);
      }
    }
    YamlPart old = Objects.requireNonNull(part);
    String space = old.start() == old.end() ? " " : "";
    return new Splice(old.start(), old.end(), depth, space + YamlFlow.of(tree.value()));
  }

  private Splice lines(int index, int column, int depth, YamlTree.Branch added)
      throws YamlException {
    StringBuilder lines = new StringBuilder();
    added.lines(column, INDENT, lineEnd, lines);
    return new Splice(index, index, depth, lines.toString());
  }

  private static Splice inBraces(YamlPart.Mapping mapping, int depth, YamlTree.Branch added)
      throws YamlException {
    boolean empty = mapping.entries().isEmpty();
    int at = empty ? mapping.start() + 1 : mapping.entries().getLast().value().end();
    String braces = YamlFlow.of(added.value());
    String entries = braces.substring(1, braces.length() - 1);
    return new Splice(at, at, depth, (empty ? "" : ", ") + entries);
  }

  /** The start of the line below the one that the index is on. */
  private int below(int index) {
    int newline = text.indexOf('\n', index);
    return newline < 0 ? text.length() : newline + 1;
  }

  /**
   * A mapping that an alias may repeat, or into which another is merged, says more than it shows.
   */
  private static void refuseShared(YamlPart.Mapping mapping, List<String> path)
      throws YamlException {
    if (!mapping.properties().isEmpty()) {
      throw new YamlException(
          words(path) + " has an anchor or a tag (" + mapping.properties() + ")");
    }
    if (mapping.entry("<<").isPresent()) {
      throw new YamlException("another mapping is merged (<<) into " + words(path));
    }
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

  private int column(int index) {
    return index - (text.lastIndexOf('\n', index - 1) + 1);
  }

  private static String words(List<String> path) {
    return path.isEmpty() ? "the document" : String.join(".", path);
  }
}
