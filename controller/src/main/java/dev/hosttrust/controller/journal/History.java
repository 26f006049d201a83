// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import dev.hosttrust.controller.json.JsonText;
import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.words.ProblemsException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All rollouts in a table, the newest first: two or three lines each, which fit 80 columns. */
public final class History {
  private static final String ROW = "%-22s%-18s%6s  %s";
  private static final int WIDTH = 80;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final JournalDirectory journals;
  private final Lines out;

  public History(JournalDirectory journals, Lines out) {
    this.journals = journals;
    this.out = out;
  }

  /** For people. */
  public void text() {
    List<String> ids = journals.existing();
    if (ids.isEmpty()) {
      out.println("There is no rollout yet in " + journals.path());
      return;
    }
    out.println(ROW.formatted("ID", "BEGUN (UTC)", "HOSTS", "OUTCOME"));
    ids.forEach(this::row);
  }

  private void row(String id) {
    try {
      PastRollout rollout = journals.read(id);
      String begun = TIME.format(rollout.first().begun());
      String outcome = rollout.standing() + ": " + counts(rollout);
      String row = ROW.formatted(id, begun, rollout.hosts().size(), outcome);
      if (row.length() <= WIDTH) {
        out.println(row);
      } else {
        out.println(ROW.formatted(id, begun, rollout.hosts().size(), rollout.standing()));
        out.println("  " + cut(counts(rollout)));
      }
      rollout.pause().ifPresent(pause -> out.println("  " + pause.brief()));
      out.println("  " + cut(Invocation.quoted(rollout.first().command())));
    } catch (ProblemsException e) {
      // One journal that is damaged does not hide the others.
      out.println(ROW.formatted(id, "", "", "unknown"));
      out.println("  " + e.getMessage());
    }
  }

  private static String cut(String text) {
    int width = WIDTH - 2;
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  /** Such as {@code 3 changed, 1 failed; 2 owe a restart}. */
  private static String counts(PastRollout rollout) {
    String counts =
        rollout.counts().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().word())
            .collect(Collectors.joining(", "));
    int stale = rollout.stale().size();
    return switch (stale) {
      case 0 -> counts;
      case 1 -> counts + "; 1 owes a restart";
      default -> counts + "; %d owe a restart".formatted(stale);
    };
  }

  /** For programs: an object a line. */
  public void json() {
    for (String id : journals.existing()) {
      try {
        PastRollout rollout = journals.read(id);
        out.printJson(JsonText.object(json -> RolloutJson.head(json, rollout)));
      } catch (ProblemsException e) {
        out.printJson(
            JsonText.object(
                json -> {
                  json.string("type", "rollout");
                  json.string("id", id);
                  json.string("standing", "unknown");
                  json.string("problem", String.valueOf(e.getMessage()));
                }));
      }
    }
  }
}
