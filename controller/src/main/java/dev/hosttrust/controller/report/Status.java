// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.controller.json.JsonFields;
import dev.hosttrust.controller.json.UnexpectedJsonException;
import java.util.Arrays;

/** The word for an outcome, and its colour, which is Ansible's. */
public enum Status {
  OK("ok", Colour.GREEN),
  CHANGED("changed", Colour.YELLOW),
  WOULD_CHANGE("would change", Colour.YELLOW),
  FAILED("failed", Colour.RED),
  UNREACHABLE("unreachable", Colour.RED),
  SKIPPED("skipped", Colour.CYAN);

  /** Room for the longest word. */
  static final int WIDTH = "would change".length();

  private final String word;
  private final Colour colour;

  Status(String word, Colour colour) {
    this.word = word;
    this.colour = colour;
  }

  public static Status of(Outcome outcome) {
    return switch (outcome) {
      case Unchanged o -> OK;
      case Changed o -> CHANGED;
      case WouldChange o -> WOULD_CHANGE;
      case Failed o -> FAILED;
      case Unreachable o -> UNREACHABLE;
      case Skipped o -> SKIPPED;
    };
  }

  /**
   * The status in the object that {@link JsonReport} has of a host.
   *
   * @throws UnexpectedJsonException if it has none of this version's
   */
  public static Status read(JsonFields host) {
    String id = host.string("status");
    return Arrays.stream(values())
        .filter(status -> status.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new UnexpectedJsonException("the status of a host is " + id));
  }

  /** For people. */
  public String word() {
    return word;
  }

  /** Whether something went wrong with the host. */
  public boolean isFailure() {
    return this == FAILED || this == UNREACHABLE;
  }

  /** The word in its colour, as wide as the longest one. */
  Styled padded() {
    return colour.on(word + " ".repeat(WIDTH - word.length()));
  }

  /** The word for programs: no blank in it. */
  public String id() {
    return word.replace(' ', '_');
  }

  Colour colour() {
    return colour;
  }
}
