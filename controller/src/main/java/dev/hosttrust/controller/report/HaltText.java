// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.controller.rollout.Halt;
import java.util.ArrayList;
import java.util.List;

/** Why a run was halted, and which hosts it left. */
final class HaltText {
  private HaltText() {}

  static void print(Lines out, HostNames names, Halt halt) {
    out.println("");
    out.println(
        List.of(
            Colour.RED.on("halted"),
            Colour.NONE.on(
                (halt.of() == 1 ? "" : " in batch %d of %d".formatted(halt.batch(), halt.of()))
                    + ": "
                    + halt.reason())));
    hosts(out, names, "done", halt.done());
    hosts(out, names, "not done, and left as they were", halt.left());
  }

  private static void hosts(Lines out, HostNames names, String what, List<String> hosts) {
    if (hosts.isEmpty()) {
      return;
    }
    String count = hosts.size() == 1 ? "1 host" : hosts.size() + " hosts";
    List<Styled> line = new ArrayList<>();
    line.add(Colour.NONE.on("  %s, %s: ".formatted(what, count)));
    line.addAll(names.list(hosts.stream().map(names::place).sorted().toList(), Colour.NONE));
    out.println(line);
  }
}
