// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

/**
 * Takes the comments out of a program for POSIX sh: lines that hold nothing else, and empty lines.
 * A line inside quotes stays, whatever it begins with. The program must have no here-documents.
 */
final class ShellComments {
  private static final char NONE = 0;

  private char quote = NONE;

  private ShellComments() {}

  static String strip(String program) {
    ShellComments comments = new ShellComments();
    StringBuilder kept = new StringBuilder(program.length());
    program.lines().filter(comments::isKept).forEach(line -> kept.append(line).append('\n'));
    return kept.toString();
  }

  private boolean isKept(String line) {
    if (quote == NONE && (line.isBlank() || line.stripLeading().startsWith("#"))) {
      return false;
    }
    followQuotes(line);
    return true;
  }

  private void followQuotes(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == NONE && c == '#' && i > 0 && line.charAt(i - 1) == ' ') {
        return; // a comment behind a command, in which an apostrophe is no quote
      }
      if (c == '\\' && quote != '\'') {
        i++;
      } else if (c == quote) {
        quote = NONE;
      } else if (quote == NONE && (c == '\'' || c == '"')) {
        quote = c;
      }
    }
  }
}
