package dev.hosttrust.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.evidence.Evidence.AnchorEvidence;
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
import java.io.Writer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextReportTest {
  private static final Evidence PROOF =
      new Evidence(
          List.of(
              new AnchorEvidence(
                  "harbor",
                  "/etc/ssl/certs/ca-certificates.crt",
                  "ab12",
                  List.of("/etc/ssl/certs/5ed36f99.0"),
                  List.of())));

  private static final Attributes FILE = new Attributes(0644, 0, 0);

  private final StringWriter out = new StringWriter();

  private static Plan plan(String... directories) {
    Attributes attributes = new Attributes(0755, 0, 0);
    return new Plan(
        List.of(directories).stream()
            .<Step>map(path -> new Step.CreateDirectory(path, attributes))
            .toList(),
        new LinkedHashMap<>());
  }

  private TextReport report(TextReport.Detail detail, List<String> hosts) {
    return new TextReport(
        new PrintWriter(out),
        new Style(false),
        new Progress(new PrintWriter(Writer.nullWriter()), false, hosts.size()),
        detail,
        hosts);
  }

  private static HostResult result(String host, Outcome outcome) {
    return new HostResult(host, outcome, Duration.ofMillis(7));
  }

  @Test
  void hasALineAHostThenEachDiffAndProofOnceWithTheHostsItStandsFor() {
    TextReport report =
        report(new TextReport.Detail(true, false), List.of("a", "b", "c", "broken", "gone"));

    report.done(result("b", new Changed(plan("/x", "/y"), PROOF, List.of("W: odd", "E: bad"))));
    report.done(result("a", new Changed(plan("/x"), PROOF, List.of())));
    report.done(result("gone", new Unreachable("connection refused")));
    report.done(result("broken", new Failed(List.of("one reason", "another"))));
    report.done(result("c", new Unchanged(PROOF)));
    report.finished(new Recap(1, 2, 0, 1, 1, 0), List.of(), Duration.ofMillis(1234));

    assertThat(out.toString())
        .isEqualTo(
            """
            changed       b       W: odd
                                  E: bad
            changed       a
            unreachable   gone    connection refused
            failed        broken  one reason
                                  another
            ok            c

            Difference on a, b
            new directory /x (mode 0755, owner 0:0)

            Difference on b
            new directory /y (mode 0755, owner 0:0)

            Read back from a, b
            harbor  SHA-256 ab12
              in /etc/ssl/certs/ca-certificates.crt
              by /etc/ssl/certs/5ed36f99.0

            5 hosts: 1 ok, 2 changed, 1 failed, 1 unreachable  (1.2 s)
            """);
  }

  @Test
  void saysWhatIsReplacedAndWhatElseIsTrustedWithoutADiff() {
    Content before = Content.of(TestCa.named("Team A").pem());
    RegularFile old = new RegularFile(FILE, before);
    Plan plan =
        new Plan(
            List.of(new Step.WriteFile("/x.crt", old, FILE, Content.of("new"))),
            new LinkedHashMap<>(),
            List.of("also trusts x"));
    TextReport report = report(new TextReport.Detail(false, false), List.of("a", "b", "c"));

    report.done(result("a", new WouldChange(plan)));
    report.done(result("b", new Changed(plan, PROOF, List.of("W: odd"))));
    report.done(result("c", new Unchanged(PROOF, List.of("also trusts x"))));

    String replaces = "replaces CN=Team A \\(SHA-256 [0-9a-f]{64}, valid until [0-9-]{10}\\)\n";
    assertThat(out.toString())
        .matches(
            "would change  a  "
                + replaces
                + "                 also trusts x\n"
                + "changed       b  "
                + replaces
                + "                 W: odd\n"
                + "ok            c  also trusts x\n");
  }

  @Test
  void countsNamesThatAreTooManyToRead() {
    List<String> hosts = IntStream.rangeClosed(1, 300).mapToObj(i -> "node" + i).toList();
    TextReport report = report(new TextReport.Detail(true, false), hosts);

    hosts.forEach(host -> report.done(result(host, new WouldChange(plan("/x")))));
    report.finished(new Recap(0, 0, 300, 0, 0, 0), List.of(), Duration.ZERO);

    assertThat(out.toString())
        .contains(
            "Difference on node1, node2, node3, node4, node5, node6, node7, node8, node9,"
                + " node10 and 290 more\n")
        .endsWith("300 hosts: 0 ok, 300 would change, 0 failed, 0 unreachable  (0.0 s)\n");
  }
}
