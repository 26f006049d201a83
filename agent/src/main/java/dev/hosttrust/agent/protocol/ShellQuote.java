// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

/** Quoting for POSIX sh. */
final class ShellQuote {
  private ShellQuote() {}

  /** The text as one word: in single quotes, each of which inside is closed, escaped, opened. */
  static String word(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
