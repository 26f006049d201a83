// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import dev.hosttrust.controller.report.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The terminal that this process belongs to. How wide it is, is asked once, and again after each
 * SIGWINCH, for that takes a process.
 */
public final class ControllingTerminal implements Screen {
  private static final int USUAL = 80;

  /** Of Linux, proc_pid_stat(5). */
  private static final Path STAT = Path.of("/proc/self/stat");

  // In that file, counted from the one after the program's name, which may hold blanks.
  private static final int PROCESS_GROUP = 2;
  private static final int FOREGROUND_GROUP = 5;

  private final AtomicBoolean changed = new AtomicBoolean(true);
  private int columns = USUAL;
  private boolean listening;

  @Override
  public synchronized int columns() {
    if (!listening) {
      listening = true;
      new Signals().on("WINCH", () -> changed.set(true));
    }
    if (changed.getAndSet(false)) {
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

  @Override
  public boolean isOurs() {
    return isInForeground();
  }

  /**
   * Whether this process may use its terminal; also where that cannot be told, elsewhere than on
   * Linux.
   */
  static boolean isInForeground() {
    try {
      return isForeground(Files.readString(STAT));
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * @param stat of a process; its terminal's foreground group is -1 where it has no terminal
   */
  static boolean isForeground(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return fields.length <= FOREGROUND_GROUP
        || fields[FOREGROUND_GROUP].equals("-1")
        || fields[FOREGROUND_GROUP].equals(fields[PROCESS_GROUP]);
  }
}
