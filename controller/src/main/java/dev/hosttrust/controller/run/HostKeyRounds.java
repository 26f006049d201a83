// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.report.SeenHostKey;
import dev.hosttrust.controller.ssh.Target;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The hosts of a fleet and their jump hosts, each once, in the order in which their keys can be
 * looked at: behind a jump host only when that one may be logged in to. For one thread.
 */
final class HostKeyRounds {
  private final SequencedMap<String, Target> waiting = new LinkedHashMap<>();
  private final Set<String> good = new HashSet<>();
  private boolean allGood = true;

  HostKeyRounds(List<Target> targets) {
    for (Target target : targets) {
      wayTo(target).forEach(hop -> waiting.putIfAbsent(place(hop), hop));
    }
  }

  /** Each jump host of a target as a target of its own. */
  private static List<Target> way(Target target) {
    List<Target> jumps = target.jumps();
    return IntStream.range(0, jumps.size())
        .mapToObj(i -> jumps.get(i).looked(jumps.get(i).hostKeys(), jumps.subList(0, i)))
        .toList();
  }

  /** A target's jump hosts and itself, in the order in which they are logged in to. */
  static Stream<Target> wayTo(Target target) {
    return Stream.concat(way(target).stream(), Stream.of(target));
  }

  private static String place(Target target) {
    return target.jumps().stream().map(Target::address).collect(Collectors.joining(","))
        + " "
        + target.address();
  }

  /** Those that can be looked at now; none if there are no more. */
  List<Target> next() {
    List<Target> next =
        waiting.values().stream()
            .filter(target -> way(target).stream().allMatch(jump -> good.contains(place(jump))))
            .toList();
    next.forEach(target -> waiting.remove(place(target)));
    return next;
  }

  /**
   * A host was looked at.
   *
   * @param isGood whether its key is known by now
   */
  void done(Target target, boolean isGood) {
    allGood &= isGood;
    if (isGood) {
      good.add(place(target));
    }
  }

  /** Those that cannot be looked at, because a jump host before them was not let in. */
  List<SeenHostKey> blocked() {
    return waiting.values().stream()
        .map(
            target ->
                SeenHostKey.unseen(
                    target.name(),
                    target.address(),
                    "its jump host %s comes first"
                        .formatted(
                            way(target).stream()
                                .filter(jump -> !good.contains(place(jump)))
                                .findFirst()
                                .map(Target::address)
                                .orElse(""))))
        .toList();
  }

  /** Whether all that there are were looked at and are good. */
  boolean areAllGood() {
    return allGood && waiting.isEmpty();
  }
}
