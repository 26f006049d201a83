// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.daemon.Restarts;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.controller.planfile.PlanFile;
import dev.hosttrust.controller.planfile.PlanFile.PlannedHost;
import dev.hosttrust.controller.planfile.PlanFileReader;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.Shard;
import dev.hosttrust.controller.trust.TrustSummary;
import dev.hosttrust.inventories.Inventory;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final String REMEDY = "leave it to the plan file, or make a new one";

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

  /**
   * Refuses another shard than that of the plan; any may be taken of a plan for the whole fleet.
   *
   * @param given by {@code --shard}
   */
  void checkShard(Optional<Shard> given, Findings findings) {
    Optional<Shard> planned = file.shard();
    if (given.isPresent() && planned.isPresent() && !given.equals(planned)) {
      findings.problem(
          flag,
          "is a plan for %s, and not for %s".formatted(planned.get().words(), given.get().words()),
          "leave --shard out, or name the plan for that shard");
    }
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

  /**
   * The flags; where they name no inventory, with that of the dry run. A file that somebody else
   * may have written is no reason to start a program.
   *
   * @throws ProblemsException if that is gone or is a program, with all that is wrong so far
   */
  InventoryFlags inventory(InventoryFlags given, Findings findings) {
    if (!given.nameNoSource()) {
      return given;
    }
    for (String source : file.inventories()) {
      wrong(source).ifPresent(what -> findings.problem(flag, what, "name it with -i"));
    }
    findings.throwIfFailed();
    return new InventoryFlags(file.inventories(), null, given.limit(), given.extraVars());
  }

  private static Optional<String> wrong(String source) {
    return source.startsWith("/") && Files.notExists(Path.of(source))
        ? Optional.of("its inventory %s is not there".formatted(source))
        : Inventory.programIn(source)
            .map("its inventory has the program %s, which a plan file does not start"::formatted);
  }

  /**
   * Warns of hosts without a plan, and of those that are not selected.
   *
   * @param selected in the shard
   * @param shard the part of the fleet that is run; empty for all of it
   */
  void compare(List<String> selected, Optional<Shard> shard, Findings findings) {
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
        OddHosts.without(planned(shard), selected),
        "part of the plan, but not selected",
        findings);
  }

  /** The hosts of the shard that have a plan. */
  private List<String> planned(Optional<Shard> shard) {
    return file.hosts().keySet().stream()
        .filter(host -> shard.stream().allMatch(part -> part.has(host)))
        .toList();
  }

  /** What is wrong with a run of no host of the plan. */
  ProblemsException noHost() {
    return ProblemsException.of(
        "%s: none of its hosts (%s) is selected; see what -i and -l select with --list-hosts"
            .formatted(
                flag,
                file.hosts().isEmpty() ? "it has none" : OddHosts.names(file.hosts().keySet())));
  }

  /** What is different now in what a host shall trust. */
  List<Problem> differences(String host, Wanted now) {
    return wanted(host).map(before -> differences(host, before, now)).orElse(List.of());
  }

  private static List<Problem> differences(String host, Wanted before, Wanted now) {
    String where = host + ": --plan";
    List<Problem> differences =
        new ArrayList<>(
            OddHosts.differences(
                where, TrustSummary.of(before), before.root().path(), now, REMEDY));
    // A plan without any may do for this run: the plans tell where it does not.
    if (!before.restarts().equals(Restarts.NONE) && !before.restarts().equals(now.restarts())) {
      String what =
          "the daemons to restart were %s, and are %s now"
              .formatted(words(before.restarts()), words(now.restarts()));
      differences.add(new Problem(where, what, REMEDY));
    }
    return differences;
  }

  private static String words(Restarts restarts) {
    return String.join(", ", restarts.names())
        + (restarts.stopsContainers() ? " with --restart-stops-containers" : "");
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
