// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a YAML text of one document into {@link YamlPart}s. */
public final class YamlText {
  /** Each level of nesting costs a call; no file that people write comes near. */
  private static final int MAX_DEPTH = 50;

  /** The index of each code point, and the text's length; empty where each is one character. */
  private final int[] indexes;

  private final Iterator<Event> events;

  private YamlText(String text) {
    this.indexes = indexes(text);
    this.events = new Parse(LoadSettings.builder().build()).parseString(text).iterator();
  }

  /**
   * Reads a text.
   *
   * @return empty if there is no document, as in a text of comments
   * @throws YamlException if it is not YAML, begins with a byte order mark, has several documents,
   *     or a key twice
   */
  public static Optional<YamlPart> parse(String text) throws YamlException {
    if (text.startsWith("\ufeff")) {
      throw new YamlException(
          "it begins with a byte order mark (the bytes EF BB BF, which most editors do not show);"
              + " remove it");
    }
    try {
      return new YamlText(text).document();
    } catch (MarkedYamlEngineException e) {
      throw new YamlException(
          "it is not YAML: %s%s"
              .formatted(
                  e.getProblem(),
                  e.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("")));
    } catch (YamlEngineException e) {
      throw new YamlException("it is not YAML: " + e.getMessage());
    }
  }

  private Optional<YamlPart> document() throws YamlException {
    events.next(); // the stream's start
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      return Optional.empty();
    }
    YamlPart root = part(events.next(), 0);
    events.next(); // the document's end
    if (events.next().getEventId() != Event.ID.StreamEnd) {
      throw new YamlException("it holds more than one document");
    }
    return Optional.of(root);
  }

  private YamlPart part(Event event, int depth) throws YamlException {
    if (depth > MAX_DEPTH) {
      throw new YamlException("it is nested more than " + MAX_DEPTH + " levels deep");
    }
    int start = start(event);
    return switch (event) {
      case ScalarEvent scalar ->
          new YamlPart.Scalar(
              scalar.getValue(),
              scalar.isPlain(),
              properties(scalar, scalar.getTag()),
              start,
              end(event));
      case AliasEvent alias -> new YamlPart.Alias(alias.getAlias().getValue(), start, end(event));
      case MappingStartEvent mapping -> mapping(mapping, start, depth);
      case CollectionStartEvent sequence -> sequence(sequence, start, depth);
      default -> throw new YamlException("it is not YAML: " + event);
    };
  }

  private YamlPart mapping(MappingStartEvent mapping, int start, int depth) throws YamlException {
    List<YamlPart.Entry> entries = new ArrayList<>();
    Set<Object> names = new HashSet<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      int line = line(event);
      YamlPart key = part(event, depth + 1);
      YamlPart.Entry entry = new YamlPart.Entry(key, part(events.next(), depth + 1));
      if (!names.add(entry.name())) {
        throw new YamlException("line " + line + " has a key that is there before");
      }
      entries.add(entry);
      event = events.next();
    }
    String properties = properties(mapping, mapping.getTag());
    return new YamlPart.Mapping(
        List.copyOf(entries), mapping.isFlow(), properties, start, end(event));
  }

  private YamlPart sequence(CollectionStartEvent sequence, int start, int depth)
      throws YamlException {
    List<YamlPart> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(part(event, depth + 1));
      event = events.next();
    }
    String properties = properties(sequence, sequence.getTag());
    return new YamlPart.Sequence(List.copyOf(items), properties, start, end(event));
  }

  private static String properties(NodeEvent node, Optional<String> tag) {
    String anchor = node.getAnchor().map(a -> "&" + a.getValue()).orElse("");
    return (anchor + " " + tag.orElse("")).strip();
  }

  private int start(Event event) {
    return index(event.getStartMark());
  }

  private int end(Event event) {
    return index(event.getEndMark());
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /** A mark counts code points. */
  private int index(Optional<Mark> mark) {
    int codePoint = mark.orElseThrow().getIndex();
    return indexes.length == 0 ? codePoint : indexes[codePoint];
  }

  private static int[] indexes(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return new int[0];
    }
    int[] indexes = new int[count + 1];
    for (int i = 0; i < count; i++) {
      indexes[i + 1] = text.offsetByCodePoints(indexes[i], 1);
    }
    return indexes;
  }
}
