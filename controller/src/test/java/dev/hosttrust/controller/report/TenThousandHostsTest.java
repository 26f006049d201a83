// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.inventories.nodeset.NodeSet;
import dev.hosttrust.testhosts.TestCa;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A dry run of a large fleet is short enough to be read. */
class TenThousandHostsTest {
  private static final Attributes FILE = new Attributes(0644, 0, 0);
  private static final Attributes DIRECTORY = new Attributes(0755, 0, 0);
  private static final List<String> HOSTS =
      IntStream.rangeClosed(1, 10_000).mapToObj("node%05d.example.com"::formatted).toList();

  private final StringWriter out = new StringWriter();

  private static List<Step> steps(String pem, String conf) {
    RegularFile before = new RegularFile(FILE, Content.of(conf));
    return List.of(
        new Step.WriteFile("/ca/harbor.crt", new PathFact.Absent(), FILE, Content.of(pem)),
        new Step.WriteFile("/etc/ca.conf", before, FILE, Content.of(conf + "local/harbor.crt\n")),
        new Step.CreateDirectory("/etc/docker/certs.d/harbor", DIRECTORY),
        new Step.WriteFile(
            "/etc/docker/certs.d/harbor/ca.crt", new PathFact.Absent(), FILE, Content.of(pem)));
  }

  /** Tells a dry run of all hosts to a report, each host with objects of its own. */
  private void report(Function<Integer, HostResult> results) {
    Progress.Place nowhere =
        new Progress.Place(new Lines(new PrintWriter(Writer.nullWriter()), false), false, false);
    TextReport report =
        new TextReport(
            new Lines(new PrintWriter(out), false),
            new Progress(nowhere, HOSTS.size(), InstantSource.system(), () -> 80),
            new TextReport.Detail(true, true, false),
            HOSTS,
            NodeSet::toString);
    Recap recap = Recap.NONE;
    for (int i = 0; i < HOSTS.size(); i++) {
      HostResult result = results.apply(i);
      recap = recap.plus(result.outcome());
      report.done(result);
    }
    report.finished(new RunEnd(recap, List.of(), Duration.ofSeconds(9)));
  }

  @Test
  void inThreeGroupsHasUnderFortyLines() {
    String pem = TestCa.named("Harbor CA").pem();

    report(
        i -> {
          if (i % 1000 == 999) {
            return result(i, new Unreachable("10.0.0." + i + ":22: connection refused"), List.of());
          }
          List<Step> steps = steps(pem, i < 9500 ? "a\nb\nc\nd\n" : "a\nb\nc\nx\n");
          Plan plan =
              new Plan(i < 7000 ? steps : steps.subList(0, 2), new LinkedHashMap<>(), List.of());
          return result(i, new WouldChange(plan), PlanDiff.of(plan));
        });

    assertThat(out.toString().lines().toList())
        .hasSizeLessThan(40)
        .contains(
            "Difference on node[00001-00999,01001-01999,02001-02999,03001-03999,04001-04999,"
                + "05001-05999,06001-06999].example.com (6993 hosts)",
            "new directory /etc/docker/certs.d/harbor (mode 0755, owner 0:0)",
            "Difference on node[07001-07999,08001-08999,09001-09500].example.com (2498 hosts), as on"
                + " node00001.example.com except:",
            "nothing about /etc/docker/certs.d/harbor, /etc/docker/certs.d/harbor/ca.crt",
            "Difference on node[09501-09999].example.com (499 hosts), as on node00001.example.com"
                + " except:",
            "10000 hosts: 0 ok, 9990 would change, 0 failed, 10 unreachable  (9.0 s)");
  }

  @Test
  void withADifferenceOfItsOwnEachKeepsAndPrintsSomeOfThem() {
    report(
        i -> {
          Plan none = new Plan(List.of(), new LinkedHashMap<>(), List.of());
          List<String> lines = new ArrayList<>();
          lines.add("+own line of " + i);
          IntStream.range(0, 100).forEach(n -> lines.add("+" + "z".repeat(100)));
          return result(i, new WouldChange(none), List.of(new FileDiff("/f", lines)));
        });

    assertThat(out.toString().lines().filter(line -> line.startsWith("Difference on node")))
        .hasSize(20);
    assertThat(out.toString())
        .containsPattern("Difference on [0-9]+ more hosts; -v shows each\n")
        .containsPattern(
            "Difference on [0-9]{4} more hosts: they are too much to keep; --log-file");
  }

  private static HostResult result(int host, Outcome outcome, List<FileDiff> diff) {
    return new HostResult(HOSTS.get(host), outcome, diff, Duration.ofMillis(7));
  }
}
