package dev.hosttrust.controller.cli;

import java.io.Console;
import java.util.Optional;

/** Asks the user for a secret, without echo. */
@FunctionalInterface
interface Prompt {
  /**
   * @param question such as {@code sudo password}
   * @return what was typed; empty if there is no terminal to ask on
   */
  Optional<String> ask(String question);

  /** Asks on the controlling terminal. */
  static Prompt ofTerminal() {
    return question -> {
      Console console = System.console();
      if (console == null || !console.isTerminal()) {
        return Optional.empty();
      }
      char[] typed = console.readPassword("%s: ", question);
      return typed == null ? Optional.empty() : Optional.of(new String(typed));
    };
  }
}
