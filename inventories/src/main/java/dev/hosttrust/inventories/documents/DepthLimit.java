// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.documents;

import dev.hosttrust.words.Location;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Passes on what a parser finds, but not lists and dictionaries that are nested so deep that the
 * composer, which calls itself for each, would run out of stack.
 */
final class DepthLimit implements Parser {

  private final Parser parser;
  private final String source;
  private int depth;

  DepthLimit(Parser parser, String source) {
    this.parser = parser;
    this.source = source;
  }

  @Override
  public Event next() {
    Event event = parser.next();
    if (event instanceof CollectionStartEvent && ++depth > YamlNodes.MAX_DEPTH) {
      throw YamlNodes.tooDeep(
          event
              .getStartMark()
              .map(mark -> new Location(source, mark.getLine() + 1, mark.getColumn() + 1))
              .orElse(Location.of(source)));
    }
    if (event instanceof CollectionEndEvent) {
      depth--;
    }
    return event;
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }
}
