// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.controller.trust.TrustSummary;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Hosts that are not what they were when an earlier run had them, in words. */
final class OddHosts {
  /** More names than these are counted. */
  private static final int NAMES_SHOWN = 10;

  private OddHosts() {}

  /** The names that are not among the others, in their order. */
  static List<String> without(Collection<String> names, Collection<String> others) {
    Set<String> rest = new LinkedHashSet<>(names);
    others.forEach(rest::remove);
    return List.copyOf(rest);
  }

  /**
   * Nothing where there is no such host.
   *
   * @param what of them, behind "is" or "are"
   */
  static void warn(String where, List<String> hosts, String what, Findings findings) {
    if (hosts.isEmpty()) {
      return;
    }
    int shown = Math.min(NAMES_SHOWN, hosts.size());
    findings.warning(
        where,
        "%d %s %s: %s%s"
            .formatted(
                hosts.size(),
                hosts.size() == 1 ? "host is" : "hosts are",
                what,
                String.join(", ", hosts.subList(0, shown)),
                shown < hosts.size() ? " and %d more".formatted(hosts.size() - shown) : ""));
  }

  /** What is different in what a host shall trust, a problem each. */
  static List<Problem> differences(
      String where, TrustSummary before, String rootBefore, Wanted now, String remedy) {
    List<String> differences = new ArrayList<>(before.differences(TrustSummary.of(now)));
    String root = now.root().path();
    if (!rootBefore.equals(root)) {
      differences.add("the root was '%s', and is '%s' now".formatted(rootBefore, root));
    }
    return differences.stream().map(what -> new Problem(where, what, remedy)).toList();
  }
}
