package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The hosts that failed or could not be reached, by what is said of them. */
final class Failures {
  private final Map<Kind, List<Integer>> hosts = new LinkedHashMap<>();

  private record Kind(Status status, List<String> reasons) {}

  /** Takes note of a host, if it is one of those. */
  void add(int place, HostLine line) {
    if (line.status() == Status.FAILED || line.status() == Status.UNREACHABLE) {
      hosts
          .computeIfAbsent(new Kind(line.status(), line.notes()), k -> new ArrayList<>())
          .add(place);
    }
  }

  boolean none() {
    return hosts.isEmpty();
  }

  /** Prints each reason once with its hosts, that of the most hosts first. */
  void print(Lines out, HostNames names) {
    hosts.values().forEach(places -> places.sort(Comparator.naturalOrder()));
    hosts.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<Kind, List<Integer>>>comparingInt(e -> -e.getValue().size())
                .thenComparingInt(e -> e.getValue().getFirst()))
        .forEach(entry -> print(out, names, entry.getKey(), entry.getValue()));
  }

  private static void print(Lines out, HostNames names, Kind kind, List<Integer> places) {
    List<Styled> line = new ArrayList<>();
    line.add(kind.status().colour().on(kind.status().word()));
    line.add(Colour.NONE.on(places.size() == 1 ? ", 1 host: " : ", " + places.size() + " hosts: "));
    line.addAll(names.list(places, Colour.NONE));
    line.add(Colour.NONE.on(": "));
    kind.reasons().stream().limit(1).forEach(reason -> line.add(Colour.NONE.on(reason)));
    out.println(line);
    kind.reasons().stream().skip(1).forEach(reason -> out.println("  " + reason));
  }
}
