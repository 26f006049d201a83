// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

/** What came of the wish to change a file's text. */
sealed interface TextEdit {
  /** The text that the file shall have; the one that it has where there is nothing to change. */
  record Edited(String text) implements TextEdit {}

  /**
   * The text stays as it is.
   *
   * @param reason what is wrong with the file, and what to do, to be put behind its path
   */
  record Refused(String reason) implements TextEdit {}
}
