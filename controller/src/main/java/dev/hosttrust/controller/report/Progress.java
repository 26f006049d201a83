// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.controller.rollout.Phase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One line at the bottom of a terminal that says how far a rollout is, and every second how long it
 * has taken. It is wiped before anything else is printed, and written again after. Thread-safe.
 */
public final class Progress {
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Lines terminal;
  private final boolean shown;
  private final int total;
  private final InstantSource clock;
  private final IntSupplier columns;
  private final long start;
  private final SequencedMap<String, Phase> running = new LinkedHashMap<>();
  private @Nullable Thread ticker;
  private int done;

  /** How many characters there are room for; 0 until that is known, and nothing is shown before. */
  private int room;

  private boolean visible;

  /**
   * @param shown whether there is a terminal to write to that can wipe a line
   * @param total how many hosts there are
   * @param columns how wide the terminal is now; asked every second, on a thread of its own
   */
  public Progress(
      Lines terminal, boolean shown, int total, InstantSource clock, IntSupplier columns) {
    this.terminal = terminal;
    this.shown = shown;
    this.total = total;
    this.clock = clock;
    this.columns = columns;
    this.start = clock.millis();
  }

  synchronized void phase(String host, Phase phase) {
    running.put(host, phase);
    if (shown && ticker == null) {
      ticker = Thread.ofVirtual().name("progress").start(this::tick);
    }
    show();
  }

  synchronized void done(String host) {
    running.remove(host);
    done++;
    show();
  }

  /** Prints something else: the line is out of its way meanwhile. */
  synchronized void aside(Runnable printing) {
    hide();
    printing.run();
    show();
  }

  synchronized void end() {
    running.clear();
    hide();
    if (ticker != null) {
      ticker.interrupt();
    }
  }

  private void tick() {
    try {
      while (true) {
        int now = columns.getAsInt() - 1; // a line that is full would wrap
        synchronized (this) {
          room = now;
          show();
        }
        Thread.sleep(TICK);
      }
    } catch (InterruptedException e) {
      // The run is over.
    }
  }

  private void hide() {
    if (visible) {
      terminal.overwrite("", 0);
      visible = false;
    }
  }

  private void show() {
    if (running.isEmpty()) {
      hide();
    } else if (room > 0) {
      terminal.overwrite(line(), room);
      visible = true;
    }
  }

  private String line() {
    Map<Phase, Integer> hosts = new EnumMap<>(Phase.class);
    running.values().forEach(phase -> hosts.merge(phase, 1, Integer::sum));
    List<String> counts = new ArrayList<>();
    counts.add("%d s".formatted((clock.millis() - start) / TICK.toMillis()));
    counts.add("%d of %d done".formatted(done, total));
    hosts.forEach((phase, n) -> counts.add(phase.name().toLowerCase(Locale.ROOT) + " " + n));
    return String.join(", ", counts) + ": " + String.join(" ", running.keySet());
  }
}
