// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.text.Printable;
import dev.hosttrust.controller.rollout.HostResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said of one host as it is done.
 *
 * @param notes the first stands beside the name, each other one on a line of its own below
 */
public record HostLine(String host, Status status, List<String> notes) {

  /** The texts are shortened. */
  public static HostLine of(HostResult result) {
    return new HostLine(
        Printable.shortened(result.host()),
        Status.of(result.outcome()),
        Printable.shortened(notes(result.outcome())));
  }

  /** Reasons, warnings, and which certificates are replaced. */
  private static List<String> notes(Outcome outcome) {
    return switch (outcome) {
      case Unchanged unchanged -> unchanged.warnings();
      case Changed changed -> notes(changed.plan(), changed.warnings());
      case WouldChange would -> notes(would.plan(), would.plan().warnings());
      case Failed failed -> failed.reasons();
      case Unreachable unreachable -> List.of(unreachable.reason());
      case Skipped skipped -> List.of(skipped.reason());
    };
  }

  private static List<String> notes(Plan plan, List<String> warnings) {
    List<String> notes = new ArrayList<>(plan.notes());
    notes.addAll(warnings);
    return notes;
  }

  void print(Lines out, int nameWidth) {
    String name = notes.isEmpty() ? host : pad(Printable.line(host), nameWidth) + "  ";
    String first = notes.isEmpty() ? "" : notes.getFirst();
    out.println(List.of(status.padded(), Colour.NONE.on("  " + name), Colour.NONE.on(first)));
    Styled indent = Colour.NONE.on(" ".repeat(Status.WIDTH + nameWidth + 4));
    notes.stream().skip(1).forEach(note -> out.println(List.of(indent, Colour.NONE.on(note))));
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
