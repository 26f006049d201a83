// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import java.io.IOException;
import java.util.function.IntSupplier;

/**
 * How many columns the controlling terminal has. It is asked every fifth time, for terminals do not
 * change often and a process costs more than a number.
 */
public final class TerminalWidth implements IntSupplier {
  private static final int USUAL = 80;
  private static final int TIMES = 5;

  private int columns = USUAL;
  private int asked;

  @Override
  public synchronized int getAsInt() {
    if (asked++ % TIMES == 0) {
      columns = ask();
    }
    return columns;
  }

  private static int ask() {
    try {
      return columns(Stty.size());
    } catch (IOException e) {
      return USUAL;
    }
  }

  /** Of rows and columns; a terminal that does not know its size has 0 of both. */
  static int columns(String size) {
    String[] words = size.strip().split(" ");
    try {
      int columns = words.length == 2 ? Integer.parseInt(words[1]) : 0;
      return columns > 0 ? columns : USUAL;
    } catch (NumberFormatException e) {
      return USUAL;
    }
  }
}
