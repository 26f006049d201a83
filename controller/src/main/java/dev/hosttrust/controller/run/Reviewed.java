// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.controller.planfile.PlanFile;
import dev.hosttrust.controller.planfile.PlanFile.PlannedHost;
import dev.hosttrust.controller.planfile.PlanFileReader;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.trust.TrustSummary;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The plan file that a run carries out.
 *
 * @param flag which names it
 */
record Reviewed(String flag, PlanFile file) {

  /** What the flags name; none if they do not, or if there is a problem, which the findings say. */
  static Optional<Reviewed> read(Environment environment, RecordFlags flags, Findings findings) {
    String name = flags.plan();
    if (name == null) {
      return Optional.empty();
    }
    return findings
        .read(() -> PlanFileReader.read(environment.path(name), environment.clock(), findings))
        .map(file -> new Reviewed("--plan " + name, file));
  }

  boolean has(String host) {
    return file.host(host).isPresent();
  }

  /** What the host shall trust. */
  Optional<Wanted> wanted(String host) {
    return file.host(host).map(PlannedHost::wanted);
  }

  /** Looks whether it is known where the hosts are from. */
  void checkSource(InventoryFlags given, Findings findings) {
    if (given.nameNoSource() && file.inventories().isEmpty()) {
      findings.problem(
          flag,
          "its hosts came from a cluster or from standard input, which a plan does not name",
          "add --kube-nodes or -i as it was given to 'hosttrust diff'");
    }
  }

  /** The flags; where they name no inventory, with that of the dry run. */
  InventoryFlags inventory(InventoryFlags given) {
    return given.nameNoSource()
        ? new InventoryFlags(file.inventories(), null, given.limit(), given.extraVars())
        : given;
  }

  /** Warns of hosts without a plan, and of those that are not selected. */
  void compare(List<String> selected, Findings findings) {
    Set<String> known = new LinkedHashSet<>(file.hosts().keySet());
    known.addAll(file.unplanned().keySet());
    OddHosts.warn(
        flag,
        selected.stream().filter(file.unplanned()::containsKey).toList(),
        "left out, because the dry run could not make a plan",
        findings);
    OddHosts.warn(
        flag, OddHosts.without(selected, known), "not part of the plan, and left out", findings);
    OddHosts.warn(
        flag,
        OddHosts.without(file.hosts().keySet(), selected),
        "part of the plan, but not selected",
        findings);
  }

  /**
   * @throws ProblemsException that a run of no host of the plan is none
   */
  void refuseNoHost() {
    throw ProblemsException.of(
        "%s: none of its hosts (%s) is selected; see what -i and -l select with --list-hosts"
            .formatted(flag, file.hosts().isEmpty() ? "it has none" : OddHosts.names(file.hosts().keySet())));
  }

  /** What is different now in what a host shall trust. */
  List<Problem> differences(String host, Wanted now) {
    return wanted(host)
        .map(
            before ->
                OddHosts.differences(
                    host + ": --plan",
                    TrustSummary.of(before),
                    before.root().path(),
                    now,
                    "leave it to the plan file, or make a new one"))
        .orElse(List.of());
  }

  /** The job, whose plan must be the one of the file. */
  HostJob reviewed(HostJob job) {
    return file.host(job.name())
        .map(host -> job.with(plan -> host.plan().objection(plan).map(Reviewed::refusal)))
        .orElse(job);
  }

  private static String refusal(String difference) {
    return "the host is not as it was reviewed: %s; nothing was written; see 'hosttrust diff', and make"
            .formatted(difference)
        + " a new plan";
  }
}
