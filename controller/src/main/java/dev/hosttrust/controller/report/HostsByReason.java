// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Hosts by what is said of them, so that what is said of many is said once. */
final class HostsByReason {
  /** Where a host was looked for, in front of why it could not be reached. */
  private static final Pattern ADDRESS = Pattern.compile("^(\\[[^]]+]|[^\\s:]+):\\d+: ");

  private final Map<Kind, List<Member>> hosts = new LinkedHashMap<>();

  /**
   * What hosts have in common.
   *
   * @param reasons without the host's own name and address
   */
  private record Kind(Status status, List<String> reasons) {}

  private record Member(int place, List<String> reasons) {}

  void add(int place, HostLine line) {
    List<String> common = line.notes().stream().map(note -> common(note, line.host())).toList();
    hosts
        .computeIfAbsent(new Kind(line.status(), common), kind -> new ArrayList<>())
        .add(new Member(place, line.notes()));
  }

  private static String common(String reason, String host) {
    return ADDRESS
        .matcher(reason)
        .replaceFirst("")
        .replace("cannot resolve " + host + ":", "cannot resolve the host's name:");
  }

  boolean none() {
    return hosts.isEmpty();
  }

  /** Prints each reason once with its hosts, that of the most hosts first. */
  void print(Lines out, HostNames names) {
    hosts.values().forEach(members -> members.sort(Comparator.comparingInt(Member::place)));
    hosts.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<Kind, List<Member>>>comparingInt(e -> -e.getValue().size())
                .thenComparingInt(e -> e.getValue().getFirst().place()))
        .forEach(entry -> print(out, names, entry.getKey(), entry.getValue()));
  }

  private static void print(Lines out, HostNames names, Kind kind, List<Member> members) {
    boolean one = members.size() == 1;
    List<String> reasons = one ? members.getFirst().reasons() : kind.reasons();
    List<Styled> line = new ArrayList<>();
    line.add(kind.status().colour().on(kind.status().word()));
    line.add(Colour.NONE.on(one ? ", 1 host: " : ", " + members.size() + " hosts: "));
    line.addAll(names.list(members.stream().map(Member::place).toList(), Colour.NONE));
    line.add(Colour.NONE.on(": "));
    reasons.stream().limit(1).forEach(reason -> line.add(Colour.NONE.on(reason)));
    out.println(line);
    reasons.stream().skip(1).forEach(reason -> out.println("  " + reason));
  }
}
