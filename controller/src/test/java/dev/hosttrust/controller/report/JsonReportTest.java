// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.testhosts.TestCa;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final String TIME = "\"time\":\"2026-11-02T03:04:05.678Z\"";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-02T03:04:05.678901Z"));
  private static final Run RUN =
      new Run(
          "0123456789abcdef",
          "1.0",
          "diff",
          true,
          Instant.parse("2026-11-02T03:04:00Z"),
          Optional.empty(),
          List.of());
  private static final Evidence PROOF = new Evidence(List.of());
  private static final Attributes FILE = new Attributes(0644, 0, 0);

  private final StringWriter out = new StringWriter();
  private final JsonReport report =
      new JsonReport(new Lines(new PrintWriter(out), false), CLOCK, RUN);

  @Test
  void beginsWithTheRunAndEndsWithTheRecapOfIt() {
    Plan plan = new Plan(List.of(), new LinkedHashMap<>(), List.of());
    FileDiff diff = new FileDiff("/f", List.of("+a\r", "-b\u001b"));
    report.done(
        new HostResult(
            "node1", new Outcome.WouldChange(plan), List.of(diff), Duration.ofMillis(12)));
    report.finished(new RunEnd(new Recap(0, 0, 1, 0, 0, 0), List.of(), Duration.ofMillis(1234)));

    assertThat(out.toString().lines())
        .containsExactly(
            "{\"type\":\"run\","
                + TIME
                + ",\"id\":\"0123456789abcdef\",\"version\":\"1.0\",\"command\":\"diff\","
                + "\"check\":true,\"started\":\"2026-11-02T03:04:00Z\"}",
            "{\"type\":\"host\","
                + TIME
                + ",\"host\":\"node1\",\"status\":\"would_change\",\"milliseconds\":12,"
                + "\"warnings\":[],\"replaces\":[],\"removes\":[],\"pending\":[],"
                + "\"diff\":[{\"path\":\"/f\",\"text\":\"+a\\r\\n-b\\u001B\\n\"}]}",
            "{\"type\":\"recap\","
                + TIME
                + ",\"run\":\"0123456789abcdef\",\"hosts\":1,\"ok\":0,\"changed\":0,"
                + "\"would_change\":1,\"failed\":0,\"unreachable\":0,\"skipped\":0,\"not_served\":0,\"halted\":false,\"interrupted\":false,"
                + "\"milliseconds\":1234}");
  }

  @Test
  void saysWhatIsReplacedAndWhatElseIsTrusted() {
    Content before = Content.of(TestCa.named("Team A").pem());
    Step write =
        new Step.WriteFile("/x.crt", new RegularFile(FILE, before), FILE, Content.of("new"));
    Plan plan = new Plan(List.of(write), new LinkedHashMap<>(), List.of("also trusts x"));
    String replaces =
        ".*\"replaces\":\\[\\{\"path\":\"/x.crt\",\"certificates\":\\[\\{\"subject\":\"CN=Team A\","
            + "\"not_after\":\"[^\"]+Z\",\"sha256\":\"[0-9a-f]{64}\"}]}].*";

    assertThat(line(new WouldChange(plan)))
        .matches(replaces)
        .contains("\"warnings\":[\"also trusts x\"]");
    assertThat(line(new Changed(plan, PROOF, List.of("W: odd"))))
        .matches(replaces)
        .contains("\"warnings\":[\"W: odd\"]");
    assertThat(line(new Unchanged(PROOF, List.of("also trusts x"))))
        .contains("\"warnings\":[\"also trusts x\"]")
        .doesNotContain("replaces");
  }

  @Test
  void saysWhichDaemonsRunAndWhichOfThemOweARestart() {
    Instant started = Instant.parse("2026-11-01T00:00:00Z");
    DaemonState docker = new DaemonState("docker", "docker", started, List.of("/b"));
    DaemonState k3s = new DaemonState("k3s", "rke2-agent", started, List.of());

    assertThat(line(new Unchanged(new Evidence(List.of(), List.of(docker, k3s)), List.of())))
        .endsWith(
            "\"evidence\":[],\"daemons\":["
                + "{\"daemon\":\"docker\",\"service\":\"docker\",\"started\":\"2026-11-01T00:00:00Z\","
                + "\"stale\":true,\"unseen\":[\"/b\"]},"
                + "{\"daemon\":\"k3s\",\"service\":\"rke2-agent\",\"started\":\"2026-11-01T00:00:00Z\","
                + "\"stale\":false,\"unseen\":[]}],\"stale\":[\"docker\"]}");
    assertThat(line(new Failed("x"))).doesNotContain("stale");
  }

  private String line(Outcome outcome) {
    report.done(new HostResult("a", outcome, List.of(), Duration.ZERO));
    return out.toString().lines().toList().getLast();
  }
}
