// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is said of all hosts, with a line for each as it is done, or one for many in the end. */
final class HostLines {
  /** Above this many hosts, some stand together instead of one by one, unless verbose. */
  private static final int MANY_HOSTS = 30;

  /** Among so many lines a failure is found without being shown again. */
  private static final int FEW_LINES = 10;

  private final Lines out;
  private final HostNames names;
  private final TextReport.Detail detail;
  private final Map<Integer, HostLine> held = new HashMap<>();
  private int next;
  private final Map<Status, BitSet> folded = new EnumMap<>(Status.class);
  private final HostsByReason foldedNotes = new HostsByReason();
  private int printed;
  private boolean leavingAll;

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
    if (isFolded(line.status())) {
      fold(place, line);
    } else if (detail.check()) {
      held.put(place, line);
      for (HostLine ready = held.remove(next); ready != null; ready = held.remove(next)) {
        print(ready);
        next++;
      }
    } else {
      print(line);
    }
  }

  /** Whether hosts stand together: in a dry run of many, all do; else those that nothing befell. */
  private boolean isFolded(Status status) {
    return names.count() > MANY_HOSTS
        && !detail.verbose()
        && (detail.check() || leavingAll || status == Status.OK || status == Status.SKIPPED);
  }

  /** Nothing befalls any host, so that of many all stand together. */
  void leavingAll() {
    leavingAll = true;
  }

  private void fold(int place, HostLine line) {
    if (line.status() == Status.OK || line.status() == Status.WOULD_CHANGE) {
      folded.computeIfAbsent(line.status(), s -> new BitSet()).set(place);
    }
    if (!line.notes().isEmpty() && !line.status().isFailure()) {
      foldedNotes.add(place, line);
    }
  }

  private void print(HostLine line) {
    line.print(out, names.width());
    printed++;
  }

  /** All hosts are done. */
  void end() {
    held.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> print(entry.getValue()));
    held.clear();
    folded.forEach(this::printFolded);
    foldedNotes.print(out, names, false);
  }

  private void printFolded(Status status, BitSet places) {
    List<Styled> line = new ArrayList<>();
    line.add(status.padded());
    int hosts = places.cardinality();
    line.add(Colour.NONE.on("  %d %s: ".formatted(hosts, hosts == 1 ? "host" : "hosts")));
    line.addAll(names.list(places.stream().boxed().toList(), Colour.NONE));
    out.println(line);
  }

  /** Whether a host that failed has no line, or one that is hard to find among the others. */
  boolean hideFailures() {
    return printed > FEW_LINES || isFolded(Status.FAILED);
  }
}
