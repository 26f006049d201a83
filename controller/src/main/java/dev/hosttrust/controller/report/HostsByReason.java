// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Hosts by what is said of them, so that what is said of many is said once. */
final class HostsByReason {
  /** Where a host was looked for, in front of why it could not be reached. */
  private static final Pattern ADDRESS = Pattern.compile("^(\\[[^]]+]|[^\\s:]+):\\d+: ");

  /** More reasons than these are counted, unless verbose. */
  private static final int MOST_SHOWN = 20;

  /** How many characters of different reasons are kept; hosts beyond are counted. */
  private static final long MOST_CHARACTERS = 4 << 20;

  private final Map<Kind, Members> hosts = new LinkedHashMap<>();
  private long characters;
  private int leftOut;

  /**
   * What hosts have in common.
   *
   * @param reasons without the host's own name and address
   */
  private record Kind(Status status, List<String> reasons) {}

  /**
   * @param reasons of the host that came first, with its own name and address
   */
  private record Members(BitSet places, List<String> reasons) {
    int count() {
      return places.cardinality();
    }

    int first() {
      return places.nextSetBit(0);
    }
  }

  void add(int place, HostLine line) {
    List<String> common = line.notes().stream().map(note -> common(note, line.host())).toList();
    Kind kind = new Kind(line.status(), common);
    Members members = hosts.get(kind);
    if (members == null) {
      long more = common.stream().mapToLong(String::length).sum();
      if (characters + more > MOST_CHARACTERS) {
        leftOut++;
        return;
      }
      characters += more;
      members = new Members(new BitSet(), line.notes());
      hosts.put(kind, members);
    }
    members.places().set(place);
  }

  private static String common(String reason, String host) {
    return ADDRESS
        .matcher(reason)
        .replaceFirst("")
        .replace("cannot resolve " + host + ":", "cannot resolve the host's name:");
  }

  boolean none() {
    return hosts.isEmpty() && leftOut == 0;
  }

  /** Prints each reason once with its hosts, that of the most hosts first. */
  void print(Lines out, HostNames names, boolean verbose) {
    List<Map.Entry<Kind, Members>> kinds = new ArrayList<>(hosts.entrySet());
    kinds.sort(
        Comparator.<Map.Entry<Kind, Members>>comparingInt(e -> -e.getValue().count())
            .thenComparingInt(e -> e.getValue().first()));
    int shown = verbose ? kinds.size() : Math.min(MOST_SHOWN, kinds.size());
    kinds.subList(0, shown).forEach(e -> print(out, names, e.getKey(), e.getValue()));
    int rest =
        leftOut + kinds.stream().skip(shown).mapToInt(entry -> entry.getValue().count()).sum();
    if (rest > 0) {
      out.println(
          "%d more %s, each with reasons of its own; --log-file FILE has them"
              .formatted(rest, rest == 1 ? "host" : "hosts"));
    }
  }

  private static void print(Lines out, HostNames names, Kind kind, Members members) {
    boolean one = members.count() == 1;
    List<String> reasons = one ? members.reasons() : kind.reasons();
    List<Styled> line = new ArrayList<>();
    line.add(kind.status().colour().on(kind.status().word()));
    line.add(Colour.NONE.on(one ? ", 1 host: " : ", " + members.count() + " hosts: "));
    line.addAll(names.list(members.places().stream().boxed().toList(), Colour.NONE));
    line.add(Colour.NONE.on(": "));
    reasons.stream().limit(1).forEach(reason -> line.add(Colour.NONE.on(reason)));
    out.println(line);
    reasons.stream().skip(1).forEach(reason -> out.println("  " + reason));
  }
}
