// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.merge;

import dev.hosttrust.controller.report.FoldedNames;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.inventories.nodeset.NodeSet;
import dev.hosttrust.words.Findings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The reports that are merged: those that count, in the order in which their runs began.
 *
 * @param all that count; one at least
 * @param missing the shards of which there is none
 */
record Parts(List<Part> all, List<Integer> missing) {
  static final String ONE_ROLLOUT = "merge the reports of one rollout only";
  private static final FoldedNames NAMES = new FoldedNames(NodeSet::toString, false);

  Parts {
    all = List.copyOf(all);
    missing = List.copyOf(missing);
  }

  /**
   * Looks what belongs together: of several runs of a shard, as of a pod that was tried again, the
   * last one counts.
   *
   * @param given one at least
   * @param findings get what does not belong together, and warnings of what is left out or missing
   */
  static Parts of(Collection<Part> given, Findings findings) {
    List<Part> inTime =
        given.stream()
            .sorted(
                Comparator.comparing((Part part) -> part.run().started()).thenComparing(Part::name))
            .toList();
    sameKind(inTime, findings);
    List<Part> counting = counting(inTime, findings);
    Trust.compare(counting, findings);
    List<Integer> missing = missing(counting);
    if (!missing.isEmpty()) {
      findings.warning(
          "%s of %d %s missing"
              .formatted(shards(missing), shardsOf(counting), missing.size() == 1 ? "is" : "are"));
    }
    Parts parts = new Parts(counting, missing);
    parts.warnOfHostsInSeveral(findings);
    return parts;
  }

  private static void sameKind(List<Part> parts, Findings findings) {
    Part first = parts.getFirst();
    for (Part part : parts) {
      String expected = kind(first);
      String found = kind(part);
      if (!found.equals(expected)) {
        findings.problem(
            part.name(),
            "is of %s, and %s is of %s".formatted(found, first.name(), expected),
            ONE_ROLLOUT);
      }
    }
  }

  /** What all parts have in common, in words. */
  private static String kind(Part part) {
    return "a %s%s of %s"
        .formatted(
            part.run().words(),
            part.run().check() && !part.run().command().equals("diff") ? " with --check" : "",
            part.run()
                .shard()
                .map(shard -> "%d shards".formatted(shard.of()))
                .orElse("the whole fleet"));
  }

  private static List<Part> counting(List<Part> inTime, Findings findings) {
    Map<Shard, Part> last = new HashMap<>();
    inTime.forEach(part -> part.run().shard().ifPresent(shard -> last.put(shard, part)));
    List<Part> counting = new ArrayList<>();
    for (Part part : inTime) {
      Part later = part.run().shard().map(last::get).orElse(part);
      // A rollout that was gone on with has a report of each time, and one id.
      if (later.run().id().equals(part.run().id())) {
        counting.add(part);
      } else {
        findings.warning(
            part.name(),
            "is left out: %s was run again later, as %s says"
                .formatted(part.run().shard().orElseThrow().words(), later.name()));
      }
    }
    return counting;
  }

  private static int shardsOf(List<Part> parts) {
    return parts.getFirst().run().shard().map(Shard::of).orElse(0);
  }

  private static List<Integer> missing(List<Part> parts) {
    Set<Integer> there =
        parts.stream()
            .flatMap(part -> part.run().shard().stream())
            .map(Shard::number)
            .collect(Collectors.toSet());
    return IntStream.rangeClosed(1, shardsOf(parts))
        .filter(number -> !there.contains(number))
        .boxed()
        .toList();
  }

  private static String shards(List<Integer> numbers) {
    String all = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return (numbers.size() == 1 ? "shard " : "the shards ") + all;
  }

  private void warnOfHostsInSeveral(Findings findings) {
    Set<String> seen = new LinkedHashSet<>();
    NavigableSet<String> again = new TreeSet<>();
    for (Part part : all) {
      Set<String> own = new LinkedHashSet<>();
      part.hosts().forEach(host -> own.add(host.name()));
      own.stream().filter(host -> !seen.add(host)).forEach(again::add);
    }
    if (!again.isEmpty()) {
      findings.warning(
          "%d %s in several reports, and what the later one says counts: %s"
              .formatted(
                  again.size(),
                  again.size() == 1 ? "host is" : "hosts are",
                  String.join("", NAMES.of(List.copyOf(again)))));
    }
  }

  /** Of each run its last report: how that ended is how the run ended. */
  List<Part> last() {
    SequencedMap<String, Part> last = new LinkedHashMap<>();
    all.forEach(part -> last.put(part.run().id(), part));
    return List.copyOf(last.values());
  }

  /** The name of the part whose result of a host counts, by the host's name. */
  Map<String, String> byHost() {
    Map<String, String> names = new HashMap<>();
    all.forEach(part -> part.hosts().forEach(host -> names.put(host.name(), part.name())));
    return names;
  }
}
