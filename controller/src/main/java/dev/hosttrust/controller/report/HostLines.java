package dev.hosttrust.controller.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of all hosts, one as each is done. */
final class HostLines {
  /** Above this many hosts, those that are well are counted instead of shown, unless verbose. */
  private static final int MANY_HOSTS = 30;

  private final Lines out;
  private final HostNames names;
  private final TextReport.Detail detail;
  private final Map<Integer, HostLine> held = new HashMap<>();
  private int next;
  private int folded;
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
      print(line);
      return;
    }
    held.put(place, line);
    for (HostLine ready = held.remove(next); ready != null; ready = held.remove(next)) {
      print(ready);
      next++;
    }
  }

  private void print(HostLine line) {
    if (line.status() == Status.OK && names.count() > MANY_HOSTS && !detail.verbose()) {
      folded++;
      return;
    }
    line.print(out, names.width());
    printed++;
  }

  /** All hosts are done. */
  void end() {
    held.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> print(entry.getValue()));
    held.clear();
    if (folded > 0) {
      String hosts = folded == 1 ? " host" : " hosts";
      new HostLine(folded + hosts + " (-v names each)", Status.OK, List.of())
          .print(out, names.width());
    }
  }

  /** How many lines there are, of hosts that are named. */
  int printed() {
    return printed;
  }
}
