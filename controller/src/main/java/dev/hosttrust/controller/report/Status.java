package dev.hosttrust.controller.report;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;

/** The word for an outcome, and its colour, which is Ansible's. */
enum Status {
  OK("ok", Style.Colour.GREEN),
  CHANGED("changed", Style.Colour.YELLOW),
  WOULD_CHANGE("would change", Style.Colour.YELLOW),
  FAILED("failed", Style.Colour.RED),
  UNREACHABLE("unreachable", Style.Colour.RED),
  SKIPPED("skipped", Style.Colour.CYAN);

  /** Room for the longest word. */
  static final int WIDTH = "would change".length();

  private final String word;
  private final Style.Colour colour;

  Status(String word, Style.Colour colour) {
    this.word = word;
    this.colour = colour;
  }

  static Status of(Outcome outcome) {
    return switch (outcome) {
      case Unchanged o -> OK;
      case Changed o -> CHANGED;
      case WouldChange o -> WOULD_CHANGE;
      case Failed o -> FAILED;
      case Unreachable o -> UNREACHABLE;
      case Skipped o -> SKIPPED;
    };
  }

  String word() {
    return word;
  }

  /** The word for programs: no blank in it. */
  String id() {
    return word.replace(' ', '_');
  }

  Style.Colour colour() {
    return colour;
  }
}
