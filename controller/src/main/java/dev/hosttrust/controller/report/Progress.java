package dev.hosttrust.controller.report;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * One line at the bottom of a terminal that says how far a rollout is. It is wiped before anything
 * else is printed, and written again after.
 */
public final class Progress {
  private static final String WIPE = "\r\u001b[K";

  /** Fits the narrowest usual terminal. */
  private static final int WIDTH = 79;

  private final PrintWriter terminal;
  private final boolean shown;
  private final int total;
  private final SequencedSet<String> running = new LinkedHashSet<>();
  private int done;
  private boolean visible;

  /**
   * @param shown whether there is a terminal to write to
   * @param total how many hosts there are
   */
  public Progress(PrintWriter terminal, boolean shown, int total) {
    this.terminal = terminal;
    this.shown = shown;
    this.total = total;
  }

  void begun(String host) {
    running.add(host);
    show();
  }

  void done(String host) {
    running.remove(host);
    done++;
    show();
  }

  void hide() {
    if (visible) {
      terminal.print(WIPE);
      terminal.flush();
      visible = false;
    }
  }

  void end() {
    hide();
    running.clear();
  }

  private void show() {
    if (!shown || running.isEmpty()) {
      return;
    }
    String line =
        "%d of %d done, %d running: %s"
            .formatted(done, total, running.size(), String.join(" ", running));
    String cut = line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    terminal.print(WIPE + cut);
    terminal.flush();
    visible = true;
  }
}
