// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.controller.rollout.Recap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The last line of a run. */
final class RecapLine {
  private RecapLine() {}

  /**
   * Such as {@code 3 hosts: 1 ok, 2 changed, 0 failed, 0 unreachable (1.2 s)}.
   *
   * @param notServed how many hosts were left out because they cannot be served
   * @param check whether it was a dry run, in which nothing is changed
   */
  static List<Styled> of(Recap recap, int notServed, boolean check, Duration took) {
    List<Styled> changes = new ArrayList<>();
    if (!check || recap.changed() > 0) {
      changes.add(count(Status.CHANGED, recap.changed()));
    }
    if (check || recap.wouldChange() > 0) {
      changes.add(count(Status.WOULD_CHANGE, recap.wouldChange()));
    }
    return of(recap, changes, notServed, took);
  }

  /** The same of a run that only looked. */
  static List<Styled> ofLooks(Recap recap, int notServed, Duration took) {
    return of(recap, List.of(), notServed, took);
  }

  private static List<Styled> of(Recap recap, List<Styled> changes, int notServed, Duration took) {
    List<Styled> line = new ArrayList<>();
    line.add(Colour.NONE.on(recap.hosts() + (recap.hosts() == 1 ? " host: " : " hosts: ")));
    line.add(count(Status.OK, recap.ok()));
    List<Styled> rest = new ArrayList<>(changes);
    rest.add(count(Status.FAILED, recap.failed()));
    rest.add(count(Status.UNREACHABLE, recap.unreachable()));
    if (recap.skipped() > 0) {
      rest.add(count(Status.SKIPPED, recap.skipped()));
    }
    for (Styled count : rest) {
      line.add(Colour.NONE.on(", "));
      line.add(count);
    }
    if (notServed > 0) {
      line.add(Colour.YELLOW.on(", " + notServed + " not served"));
    }
    line.add(Colour.NONE.on(String.format(Locale.ROOT, "  (%.1f s)", took.toMillis() / 1000.0)));
    return line;
  }

  private static Styled count(Status status, int number) {
    Colour colour = number > 0 ? status.colour() : Colour.NONE;
    return colour.on(number + " " + status.word());
  }
}
