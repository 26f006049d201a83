// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.Pause;
import dev.hosttrust.controller.rollout.Phase;
import dev.hosttrust.controller.rollout.Recap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedCollection;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is at a moment, and how that is said on a terminal.
 *
 * @param total how many hosts there are
 * @param recap of those that are done
 * @param batch the one that runs, where there are several
 * @param pause that it is in, between two batches
 * @param running the hosts at work, the longest first
 * @param perSecond hosts done
 * @param began when the run did, in milliseconds
 * @param now the moment
 */
record Standing(
    int total,
    Recap recap,
    @Nullable Batch batch,
    Optional<Paused> pause,
    SequencedCollection<Running> running,
    OptionalDouble perSecond,
    long began,
    long now) {

  /**
   * A host at work.
   *
   * @param began when it did, in milliseconds
   */
  record Running(String host, Phase phase, long began) {}

  /** The line before the first host is begun, while host keys are looked at. */
  static List<Styled> keyLook(long millis, int seen, int of, int columns) {
    FittingLine line = new FittingLine();
    line.add(1, Colour.NONE.on(time(millis)));
    line.add(0, Colour.NONE.on("looking at host keys: %d of %d".formatted(seen, of)));
    return line.fitting(columns);
  }

  /**
   * A pause.
   *
   * @param began when it did, in milliseconds
   */
  record Paused(Pause pause, long began) {}

  /** Two lines that fit, or one where no host is at work and there is no pause. */
  List<List<Styled>> lines(int columns) {
    List<List<Styled>> lines = new ArrayList<>();
    lines.add(counts(columns));
    if (!running.isEmpty()) {
      lines.add(longest(columns));
    } else {
      pause.ifPresent(paused -> lines.add(waiting(paused, columns)));
    }
    return lines;
  }

  private List<Styled> counts(int columns) {
    int left = total - recap.hosts();
    FittingLine line = new FittingLine();
    line.add(7, Colour.NONE.on(time(now - began)));
    if (batch != null && batch.of() > 1) {
      line.add(5, Colour.NONE.on("batch %d/%d".formatted(batch.number(), batch.of())));
    }
    line.add(0, Colour.NONE.on("%d/%d done".formatted(recap.hosts(), total)));
    count(line, 3, Status.CHANGED, recap.changed());
    count(line, 3, Status.WOULD_CHANGE, recap.wouldChange());
    count(line, 1, Status.FAILED, recap.failed());
    count(line, 2, Status.UNREACHABLE, recap.unreachable());
    perSecond.ifPresent(
        rate -> {
          line.add(6, Colour.NONE.on(rate(rate)));
          if (left > 0) {
            line.add(4, Colour.NONE.on(time(Math.round(1000 * left / rate)) + " left"));
          }
        });
    return line.fitting(columns);
  }

  private static void count(FittingLine line, int importance, Status status, int hosts) {
    if (hosts > 0) {
      line.add(importance, status.colour().on(hosts + " " + status.word()));
    }
  }

  /** The hosts that are at work the longest, as many as there is room for. */
  private List<Styled> longest(int columns) {
    FittingLine line = new FittingLine();
    String atWork = running.size() + " at work: ";
    int importance = 0;
    for (Running host : running) {
      String phase = host.phase().name().toLowerCase(Locale.ROOT);
      line.add(
          importance++,
          Colour.NONE.on(
              "%s%s %s %s"
                  .formatted(
                      importance == 1 ? atWork : "",
                      host.host(),
                      phase,
                      time(now - host.began()))));
      if (importance > columns / 4) {
        break;
      }
    }
    return line.fitting(columns);
  }

  private List<Styled> waiting(Paused paused, int columns) {
    FittingLine line = new FittingLine();
    Pause waited = paused.pause();
    line.add(0, Colour.NONE.on("paused"));
    waited
        .longest()
        .map(longest -> time(paused.began() + longest.toMillis() - now) + " left")
        .ifPresent(left -> line.add(1, Colour.NONE.on(left)));
    // Of a pause that ends by itself, the first of these is its whole length.
    waited.until().stream()
        .skip(waited.longest().isPresent() ? 1 : 0)
        .forEach(until -> line.add(2, Colour.NONE.on("until " + until)));
    return line.fitting(columns);
  }

  private static String rate(double perSecond) {
    return perSecond >= 1
        ? "%d/s".formatted(Math.round(perSecond))
        : "%d/min".formatted(Math.max(1, Math.round(60 * perSecond)));
  }

  /** Such as {@code 48s}, {@code 3m28s} or {@code 1h05m}. */
  static String time(long millis) {
    long seconds = Math.max(0, millis) / 1000;
    if (seconds < 60) {
      return seconds + "s";
    }
    return seconds < 3600
        ? "%dm%02ds".formatted(seconds / 60, seconds % 60)
        : "%dh%02dm".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
