// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows that knows no more sequences than ours are. */
final class TinyTerminal extends Writer {
  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\?7[lh]|\\d*m|\\d*[AJK])");

  private final int columns;
  private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private int column;
  private boolean wraps = true;

  TinyTerminal(int columns) {
    this.columns = columns;
  }

  @Override
  public void write(char[] text, int offset, int length) {
    String more = new String(text, offset, length);
    Matcher sequence = SEQUENCE.matcher(more);
    for (int i = 0; i < more.length(); i++) {
      char c = more.charAt(i);
      switch (c) {
        case '\u001b' -> {
          if (!sequence.region(i, more.length()).lookingAt()) {
            throw new AssertionError("unknown sequence: " + more.substring(i));
          }
          obey(sequence.group(1));
          i = sequence.end() - 1;
        }
        case '\r' -> column = 0;
        case '\n' -> newLine();
        default -> put(c);
      }
    }
  }

  private void obey(String sequence) {
    switch (sequence) {
      case "?7l" -> wraps = false;
      case "?7h" -> wraps = true;
      case "K" -> eraseRow();
      case "J" -> {
        eraseRow();
        while (rows.size() > row + 1) {
          rows.removeLast();
        }
      }
      default -> {
        if (sequence.endsWith("A")) {
          row -= Integer.parseInt(sequence.substring(0, sequence.length() - 1));
        }
      }
    }
  }

  private void eraseRow() {
    StringBuilder current = rows.get(row);
    current.setLength(Math.min(current.length(), column));
  }

  /** The terminal's driver puts a carriage return before it. */
  private void newLine() {
    column = 0;
    row++;
    if (row == rows.size()) {
      rows.add(new StringBuilder());
    }
  }

  private void put(char c) {
    if (column == columns) {
      if (!wraps) {
        column--;
      } else {
        newLine();
      }
    }
    StringBuilder current = rows.get(row);
    current.append(" ".repeat(Math.max(0, column - current.length())));
    if (column < current.length()) {
      current.setCharAt(column, c);
    } else {
      current.append(c);
    }
    column++;
  }

  @Override
  public void flush() {
    // What is written is shown.
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  /** All that is shown, without the empty row that the cursor may be on. */
  @Override
  public String toString() {
    return String.join("\n", rows).stripTrailing();
  }
}
