// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Pause;
import dev.hosttrust.controller.rollout.Phase;
import dev.hosttrust.controller.rollout.Recap;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Two lines at the bottom of a terminal that say how far a run is. They are out of the way while
 * anything else is printed there. To be told before other reports of the run are. Thread-safe.
 */
public final class Progress implements Report {
  /** Often enough to look alive, and not for each of a thousand hosts a second. */
  private static final Duration TICK = Duration.ofMillis(250);

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /**
   * Where the lines are shown.
   *
   * @param terminal to write to
   * @param shown whether that is a terminal where a line can be written over
   * @param shared whether all else is printed to the same terminal
   */
  public record Place(Lines terminal, boolean shown, boolean shared) {}

  /** How many host keys were looked at, of how many. */
  private record KeyLook(int seen, int of) {}

  private final Place place;
  private final int total;
  private final InstantSource clock;
  private final Screen screen;
  private final ReentrantLock lock = new ReentrantLock();
  private final SequencedMap<String, Standing.Running> running = new LinkedHashMap<>();
  private final Rate rate = new Rate();
  private final long began;
  private Recap recap = Recap.NONE;
  private @Nullable Batch batch;
  private @Nullable KeyLook keyLook;
  private @Nullable Pause pause;
  private long paused;
  private @Nullable Thread ticker;
  private List<List<Styled>> lines = List.of();
  private int columns;
  private boolean visible;
  private boolean over;

  /**
   * @param total how many hosts there are
   * @param screen asked on a thread of its own, several times a second
   */
  public Progress(Place place, int total, InstantSource clock, Screen screen) {
    this.place = place;
    this.total = total;
    this.clock = clock;
    this.screen = screen;
    this.began = clock.millis();
  }

  /** Whether there is a terminal to show it on. */
  public boolean isShown() {
    return place.shown();
  }

  @Override
  public void batch(Batch next) {
    locked(
        () -> {
          batch = next;
          pause = null;
        });
  }

  @Override
  public void pausing(Pause next) {
    locked(
        () -> {
          pause = next;
          paused = clock.millis();
        });
  }

  @Override
  public void phase(String host, Phase phase) {
    locked(
        () -> {
          Standing.Running before = running.get(host);
          long since = before == null ? clock.millis() : before.began();
          running.put(host, new Standing.Running(host, phase, since));
          keyLook = null;
          tickFromNowOn();
        });
  }

  /** Before the first host is begun, so many host keys were looked at, of so many. */
  public void keysSeen(int seen, int of) {
    locked(
        () -> {
          keyLook = new KeyLook(seen, of);
          tickFromNowOn();
        });
  }

  private void tickFromNowOn() {
    if (place.shown() && ticker == null) {
      ticker = Thread.ofVirtual().name("progress").start(this::tick);
    }
  }

  @Override
  public void done(HostResult result) {
    locked(
        () -> {
          running.remove(result.host());
          keyLook = null;
          recap = recap.plus(result.outcome());
        });
  }

  @Override
  public void finished(RunEnd end) {
    locked(
        () -> {
          over = true;
          hide();
          if (ticker != null) {
            ticker.interrupt();
          }
        });
  }

  /** Prints something else: the lines are out of its way meanwhile. */
  void aside(Runnable printing) {
    if (!place.shown() || !place.shared()) {
      printing.run();
      return;
    }
    locked(
        () -> {
          hide();
          printing.run();
          if (columns > 0) {
            lines = lines(columns - 1); // what was printed may have made them wrong
          }
          show();
        });
  }

  /** The same from a signal, which must not wait for a terminal that is held up. */
  public void interject(Runnable printing) {
    boolean free = patientLock();
    try {
      if (free) {
        hide();
      }
      printing.run();
    } finally {
      if (free) {
        lock.unlock();
      }
    }
  }

  private boolean patientLock() {
    try {
      return lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private void tick() {
    try {
      while (true) {
        int now = screen.isOurs() ? screen.columns() : 0;
        refresh(now);
        Thread.sleep(TICK);
      }
    } catch (InterruptedException e) {
      // The run is over.
    }
  }

  /**
   * Brings the lines up to date.
   *
   * @param width of the screen now, 0 where nothing may be drawn
   */
  void refresh(int width) {
    locked(() -> refreshed(width));
  }

  private void refreshed(int now) {
    if (over || (running.isEmpty() && recap.hosts() == 0 && keyLook == null)) {
      return;
    }
    if (now == 0) {
      // What is on the screen is not ours any more, and may not be wiped.
      visible = false;
      columns = 0;
      return;
    }
    rate.sample(clock.millis(), recap.hosts());
    List<List<Styled>> next = lines(now - 1); // the last column is left to the cursor
    if (!visible || now != columns || !next.equals(lines)) {
      lines = next;
      columns = now;
      show();
    }
  }

  private List<List<Styled>> lines(int width) {
    KeyLook look = keyLook;
    return look == null
        ? standing().lines(width)
        : List.of(Standing.keyLook(clock.millis() - began, look.seen(), look.of(), width));
  }

  private Standing standing() {
    long now = clock.millis();
    return new Standing(
        total,
        recap,
        batch,
        Optional.ofNullable(pause).map(waiting -> new Standing.Paused(waiting, paused)),
        List.copyOf(running.values()),
        rate.perSecond(now, recap.hosts()),
        began,
        now);
  }

  private void show() {
    if (columns > 0 && !over) {
      place.terminal().draw(lines, columns - 1);
      visible = true;
    }
  }

  private void hide() {
    if (visible) {
      place.terminal().wipe();
      visible = false;
    }
  }
}
