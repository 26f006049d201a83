// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lines of all hosts, one as each is done. */
final class HostLines {
  /** Above this many hosts, some are counted instead of shown one by one, unless verbose. */
  private static final int MANY_HOSTS = 30;

  /** What is said of these stands once, with the hosts. */
  private static final Set<Status> FOLDED = EnumSet.of(Status.OK, Status.SKIPPED);

  private final Lines out;
  private final HostNames names;
  private final TextReport.Detail detail;
  private final Map<Integer, HostLine> held = new HashMap<>();
  private int next;
  private int folded;
  private final HostsByReason foldedNotes = new HostsByReason();
  private int printed;

  HostLines(Lines out, HostNames names, TextReport.Detail detail) {
    this.out = out;
    this.names = names;
    this.detail = detail;
  }

  /**
   * A host is done. In a dry run its line waits for those of the hosts before it in the inventory,
   * so that two dry runs can be compared; what is changed is said at once.
   */
  void add(int place, HostLine line) {
    if (!detail.check()) {
      print(place, line);
      return;
    }
    held.put(place, line);
    for (HostLine ready = held.remove(next); ready != null; ready = held.remove(next)) {
      print(next, ready);
      next++;
    }
  }

  private void print(int place, HostLine line) {
    if (names.count() <= MANY_HOSTS || detail.verbose() || !FOLDED.contains(line.status())) {
      line.print(out, names.width());
      printed++;
      return;
    }
    if (line.status() == Status.OK) {
      folded++;
    }
    if (!line.notes().isEmpty()) {
      foldedNotes.add(place, line);
    }
  }

  /** All hosts are done. */
  void end() {
    held.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> print(entry.getKey(), entry.getValue()));
    held.clear();
    if (folded > 0) {
      String hosts = folded == 1 ? " host" : " hosts";
      new HostLine(folded + hosts + " (-v names each)", Status.OK, List.of())
          .print(out, names.width());
    }
    foldedNotes.print(out, names);
  }

  /** How many lines there are, of hosts that are named. */
  int printed() {
    return printed;
  }
}
