// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.controller.report.FoldedNames;
import dev.hosttrust.controller.trust.TrustSummary;
import dev.hosttrust.inventories.nodeset.NodeSet;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Hosts that are not what they were when an earlier run had them, in words. */
final class OddHosts {
  private static final FoldedNames NAMES = new FoldedNames(NodeSet::toString, false);

  private OddHosts() {}

  /** The names that are not among the others, in their order. */
  static List<String> without(Collection<String> names, Collection<String> others) {
    Set<String> rest = new LinkedHashSet<>(names);
    others.forEach(rest::remove);
    return List.copyOf(rest);
  }

  /** In few words. */
  static String names(Collection<String> hosts) {
    return String.join("", NAMES.of(List.copyOf(hosts)));
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
    findings.warning(
        where,
        "%d %s %s: %s"
            .formatted(
                hosts.size(), hosts.size() == 1 ? "host is" : "hosts are", what, names(hosts)));
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
