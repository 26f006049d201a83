// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import java.util.Optional;

/** Asks the user for a secret. */
@FunctionalInterface
public interface Prompt {
  /**
   * @param question such as {@code sudo password}
   * @return what was typed, which may be empty text; nothing if there is no terminal to ask on
   */
  Optional<String> ask(String question);

  /** The same for what is no secret, so that it is seen while it is typed. */
  default Optional<String> askOpenly(String question) {
    return ask(question);
  }
}
