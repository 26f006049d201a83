// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.inventories.nodeset.NodeSet;
import java.util.List;

/** What people see of a merged report: the hosts that failed and why, why it halted, the recap. */
public final class MergedText {
  private MergedText() {}

  /**
   * @param hosts all of them, in their order
   * @param failures those of them that failed or were unreachable
   */
  public static void print(
      Lines out, Run run, List<String> hosts, List<HostLine> failures, int notServed, RunEnd end) {
    HostNames names = new HostNames(hosts, NodeSet::toString, false);
    HostsByReason reasons = new HostsByReason();
    failures.forEach(line -> reasons.add(names.place(line.host()), line));
    reasons.print(out, names, false);
    end.halt().ifPresent(halt -> HaltText.print(out, names, halt));
    if (!reasons.none() || end.halt().isPresent()) {
      out.println("");
    }
    out.println(RecapLine.of(end.recap(), notServed, run.check(), end.took()));
    out.flush();
  }
}
