// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.evidence.DaemonState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The daemons that owe a restart, each once with its hosts. */
final class StaleDaemons {
  private final SequencedMap<String, List<Integer>> places = new LinkedHashMap<>();

  void add(int place, List<DaemonState> stale) {
    stale.forEach(d -> places.computeIfAbsent(d.name(), name -> new ArrayList<>()).add(place));
  }

  /** Nothing where there is none. */
  void print(Lines out, HostNames names, boolean check) {
    if (places.isEmpty()) {
      return;
    }
    out.println("");
    places.forEach(
        (name, hosts) -> {
          List<Styled> line = new ArrayList<>();
          line.add(Colour.YELLOW.on(check ? "would owe a restart: " : "owes a restart: "));
          line.add(Colour.BOLD.on(name));
          line.add(Colour.NONE.on(" on "));
          line.addAll(names.list(hosts.stream().sorted().toList(), Colour.NONE));
          out.println(line);
        });
    out.println("--restart " + String.join(",", places.keySet()) + " restarts what owes it");
  }
}
