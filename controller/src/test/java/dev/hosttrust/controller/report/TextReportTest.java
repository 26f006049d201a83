// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.evidence.Proof.Kind;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.inventories.nodeset.NodeSet;
import dev.hosttrust.testhosts.TestCa;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextReportTest {
  private static final Evidence PROOF =
      new Evidence(
          List.of(
              proof("system", Kind.BUNDLE, "/etc/ssl/certs/ca-certificates.crt", "ab12"),
              proof("system", Kind.HASH_LINK, "/etc/ssl/certs/5ed36f99.0", "ab12"),
              proof("docker", Kind.FILE, "/etc/docker/certs.d/r/ca.crt", "cd34")));

  private static Proof proof(String store, Kind kind, String path, String sha256) {
    return new Proof(store, "harbor", kind, path, sha256);
  }

  private static final TextReport.Detail DRY_RUN = new TextReport.Detail(true, true, false);
  private static final TextReport.Detail ROLLOUT = new TextReport.Detail(false, false, false);
  private static final Attributes FILE = new Attributes(0644, 0, 0);

  private final StringWriter out = new StringWriter();

  private static Plan plan(String... directories) {
    Attributes attributes = new Attributes(0755, 0, 0);
    return new Plan(
        List.of(directories).stream()
            .<Step>map(path -> new Step.CreateDirectory(path, attributes))
            .toList(),
        new LinkedHashMap<>(),
        List.of());
  }

  private TextReport report(TextReport.Detail detail, List<String> hosts) {
    return new TextReport(
        new Lines(new PrintWriter(out), false),
        new Progress(
            new Progress.Place(new Lines(new PrintWriter(Writer.nullWriter()), false), false, true),
            hosts.size(),
            InstantSource.system(),
            () -> 80),
        detail,
        hosts,
        NodeSet::toString);
  }

  private static HostResult result(String host, Outcome outcome) {
    List<FileDiff> diff =
        switch (outcome) {
          case Changed changed -> PlanDiff.of(changed.plan());
          case WouldChange would -> PlanDiff.of(would.plan());
          default -> List.of();
        };
    return new HostResult(host, outcome, diff, Duration.ofMillis(7));
  }

  @Test
  void saysWhichHostsAreReachedBySshOnlyWhereAllIsShown() {
    report(ROLLOUT, List.of("one", "two")).bySsh(List.of("one"), List.of("Ciphers (sc:1)"));
    assertThat(out.toString()).isEmpty();

    report(new TextReport.Detail(false, false, true), List.of("one", "two"))
        .bySsh(List.of("one", "two"), List.of("Ciphers (sc:1)", "ProxyCommand (sc:2)"));
    assertThat(out.toString())
        .isEqualTo("by ssh: one, two  for Ciphers (sc:1), ProxyCommand (sc:2)\n");
  }

  @Test
  void hasALineAHostThenEachDiffAndProofOnceWithTheHostsItStandsFor() {
    TextReport report =
        report(new TextReport.Detail(false, true, false), List.of("a", "b", "c", "broken", "gone"));

    report.done(result("b", new Changed(plan("/x", "/y"), PROOF, List.of("W: odd", "E: bad"))));
    report.done(result("a", new Changed(plan("/x"), PROOF, List.of())));
    report.done(result("gone", new Unreachable("connection refused")));
    report.done(result("broken", new Failed(List.of("one reason", "another"))));
    report.done(result("c", new Unchanged(PROOF, List.of())));
    report.finished(new RunEnd(new Recap(1, 2, 0, 1, 1, 0), List.of(), Duration.ofMillis(1234)));

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

            Difference on a
            new directory /x (mode 0755, owner 0:0)

            Difference on b, as on a except:
            new directory /y (mode 0755, owner 0:0)

            Read back from a, b
            harbor  SHA-256 ab12
              in /etc/ssl/certs/ca-certificates.crt
              by /etc/ssl/certs/5ed36f99.0
              in /etc/docker/certs.d/r/ca.crt

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
    TextReport report = report(new TextReport.Detail(false, false, false), List.of("a", "b", "c"));

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
  void namesManyHostsInOneWord() {
    List<String> hosts = IntStream.rangeClosed(1, 300).mapToObj(i -> "node" + i).toList();
    TextReport report = report(new TextReport.Detail(true, true, false), hosts);

    hosts.forEach(host -> report.done(result(host, new WouldChange(plan("/x")))));
    report.finished(new RunEnd(new Recap(0, 0, 300, 0, 0, 0), List.of(), Duration.ZERO));

    assertThat(out.toString())
        .contains(
            "would change  300 hosts: node[1-300]\n", "Difference on node[1-300] (300 hosts)\n")
        .endsWith("300 hosts: 0 ok, 300 would change, 0 failed, 0 unreachable  (0.0 s)\n");
  }

  private static List<String> nodes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "node" + i).toList();
  }

  /** What a report says of these results, in this order of finishing. */
  private String of(TextReport.Detail detail, List<String> hosts, List<HostResult> results) {
    TextReport report = report(detail, hosts);
    results.forEach(report::done);
    Recap recap =
        results.stream()
            .map(HostResult::outcome)
            .reduce(Recap.NONE, Recap::plus, (one, other) -> other);
    report.finished(new RunEnd(recap, List.of(), Duration.ZERO));
    String text = out.toString();
    out.getBuffer().setLength(0);
    return text;
  }

  @Test
  void saysOnceWhatIsSaidOfManyHostsThatAreCounted() {
    List<HostResult> results = new ArrayList<>();
    for (String node : nodes(50)) {
      results.add(result(node, new Unchanged(PROOF, List.of("also trusts x"))));
    }
    for (int i = 10; i < 30; i++) {
      results.set(i, result("node" + (i + 1), new Skipped("interrupted before it was begun")));
    }

    assertThat(of(ROLLOUT, nodes(50), results))
        .isEqualTo(
            """
            ok            30 hosts: node[1-10,31-50]
            ok, 30 hosts: node[1-10,31-50]: also trusts x
            skipped, 20 hosts: node[11-30]: interrupted before it was begun

            50 hosts: 30 ok, 0 changed, 0 failed, 0 unreachable, 20 skipped  (0.0 s)
            """);
  }

  @Test
  void hostsWithAddressesOfTheirOwnHaveOneReason() {
    List<HostResult> results = new ArrayList<>();
    for (String node : nodes(40)) {
      String reason =
          results.size() % 2 == 0
              ? "10.0.0.%d:22: connection refused".formatted(results.size())
              : "cannot resolve %s: no such host name".formatted(node);
      results.add(result(node, new Unreachable(reason)));
    }
    results.set(7, result("node8", new Unreachable("[fe80::8]:22: no route to host")));

    assertThat(of(ROLLOUT, nodes(40), results))
        .contains(
            "unreachable, 20 hosts: node[1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31,33,35,37,39]:"
                + " connection refused\n",
            "unreachable, 19 hosts: node[2,4,6,10,12,14,16,18,20,22,24,26,28,30,32,34,36,38,40]:"
                + " cannot resolve the host's name: no such host name\n",
            "unreachable, 1 host: node8: [fe80::8]:22: no route to host\n");
  }

  @Test
  void namesAreCountedWhereTheyAreTooLongAListToRead() {
    List<String> hosts = new ArrayList<>();
    nodes(300).forEach(node -> hosts.add(node + "-" + Integer.toHexString(node.hashCode())));
    List<HostResult> results =
        hosts.stream().map(host -> result(host, new WouldChange(plan("/x")))).toList();

    String line = of(DRY_RUN, hosts, results).lines().findFirst().orElseThrow();
    assertThat(line).matches("would change  300 hosts: node1-.* and \\d+ more");
    assertThat(line.length()).isLessThan(250);
    assertThat(of(new TextReport.Detail(true, true, true), hosts, results))
        .contains(hosts.getLast() + " (300 hosts)");
  }

  @Test
  void oddHostsAreShownBesideTheMostWhereThatIsShorter() {
    Plan most = plan("/a", "/b", "/c");
    List<HostResult> results = new ArrayList<>();
    nodes(40).forEach(node -> results.add(result(node, new WouldChange(most))));
    results.set(3, result("node4", new WouldChange(plan("/a", "/c"))));
    results.set(4, result("node5", new WouldChange(plan("/b", "/a", "/d", "/c"))));
    results.set(5, result("node6", new WouldChange(plan("/z"))));

    assertThat(of(DRY_RUN, nodes(40), results))
        .isEqualTo(
            """
            would change  40 hosts: node[1-40]

            Difference on node[1-3,7-40] (37 hosts)
            new directory /a (mode 0755, owner 0:0)
            new directory /b (mode 0755, owner 0:0)
            new directory /c (mode 0755, owner 0:0)

            Difference on node4, as on node1 except:
            nothing about /b

            Difference on node5, as on node1 except:
            new directory /d (mode 0755, owner 0:0)

            Difference on node6
            new directory /z (mode 0755, owner 0:0)

            40 hosts: 0 ok, 40 would change, 0 failed, 0 unreachable  (0.0 s)
            """);
  }

  @Test
  void aDryRunOfManyNamesFailuresAtTheEndByReason() {
    List<HostResult> results = new ArrayList<>();
    nodes(40).forEach(node -> results.add(result(node, new Unreachable("gone"))));
    results.set(0, result("node1", new Unchanged(PROOF, List.of())));

    assertThat(of(DRY_RUN, nodes(40), results))
        .isEqualTo(
            """
            ok            1 host: node1

            unreachable, 39 hosts: node[2-40]: gone

            40 hosts: 1 ok, 0 would change, 0 failed, 39 unreachable  (0.0 s)
            """);
  }

  @Test
  void isTheSameForADryRunInWhateverOrderTheHostsAreDone() {
    List<HostResult> results =
        List.of(
            result("node1", new WouldChange(plan("/x", "/y"))),
            result("node2", new WouldChange(plan("/y", "/x"))),
            result("node3", new Unreachable("no route to host")),
            result("node4", new WouldChange(plan("/z"))),
            result("node5", new WouldChange(plan("/z"))),
            result("node6", new WouldChange(plan("/z"))));
    List<HostResult> shuffled = new ArrayList<>(results);
    String first = of(DRY_RUN, nodes(6), results);

    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(of(DRY_RUN, nodes(6), shuffled)).isEqualTo(first);
    }
    assertThat(first)
        .isEqualTo(
            """
            would change  node1
            would change  node2
            unreachable   node3  no route to host
            would change  node4
            would change  node5
            would change  node6

            Difference on node[4-6]
            new directory /z (mode 0755, owner 0:0)

            Difference on node[1-2]
            new directory /x (mode 0755, owner 0:0)
            new directory /y (mode 0755, owner 0:0)

            6 hosts: 0 ok, 5 would change, 0 failed, 1 unreachable  (0.0 s)
            """);
  }

  @Test
  void saysALineOfADryRunAsSoonAsAllBeforeItAreSaid() {
    TextReport report = report(DRY_RUN, List.of("a", "b", "c"));

    report.done(result("b", new Unchanged(PROOF, List.of())));
    assertThat(out.toString()).isEmpty();
    report.done(result("a", new Unchanged(PROOF, List.of())));
    assertThat(out.toString().lines()).containsExactly("ok            a", "ok            b");
  }

  @Test
  void namesEachDaemonThatOwesARestartOnceWithItsHosts() {
    Evidence evidence =
        new Evidence(List.of(), List.of(daemon("containerd", "/b"), daemon("docker")));
    List<HostResult> results =
        List.of(
            result("b", new Unchanged(evidence, List.of())),
            result("a", new Changed(plan(), evidence, List.of())),
            result("c", new Unchanged(PROOF, List.of())));

    assertThat(of(ROLLOUT, List.of("a", "b", "c"), results))
        .contains(
            """

            Read back from a
              seen by docker, which started since

            owes a restart: containerd on a, b
            --restart containerd restarts what owes it
            """);
  }

  private static DaemonState daemon(String name, String... unseen) {
    return new DaemonState(name, name, Instant.EPOCH, List.of(unseen));
  }

  /** A slip of the pen in a name looks like a CA that is gone everywhere. */
  @Test
  void saysThatNoHostHadWhatWasToGo() throws CertificateException {
    assertThat(removal(false, new Unchanged(PROOF, List.of())))
        .contains("\nNo host had anything of harbor, old where it was looked for.\n\n1 host: 1 ok");
    assertThat(removal(false, new Changed(plan("/x"), PROOF, List.of()))).doesNotContain("No host");
    assertThat(removal(false, new Unchanged(PROOF, List.of("it stays")))).doesNotContain("No host");
    assertThat(removal(false, new Unreachable("gone"))).doesNotContain("No host");
    assertThat(removal(true, new Unchanged(PROOF, List.of()))).doesNotContain("No host");
  }

  private String removal(boolean trusts, Outcome outcome) throws CertificateException {
    CaCertificate ca = CaCertificate.ofDer(TestCa.named("New CA").der());
    out.getBuffer().setLength(0);
    TextReport report = report(ROLLOUT, List.of("a"));
    report.anchors(trusts ? List.of(new Anchor(new AnchorName("new"), ca, List.of())) : List.of());
    report.absent(
        Stream.of("harbor", "old", "old")
            .map(name -> new AbsentAnchor(new AnchorName(name), Optional.empty(), List.of()))
            .toList());
    report.done(result("a", outcome));
    report.finished(new RunEnd(Recap.NONE.plus(outcome), List.of(), Duration.ZERO));
    return out.toString();
  }

  @Test
  void saysThatNothingWouldChangeAndNotThatNothingChanged() {
    assertThat(of(DRY_RUN, List.of("a"), List.of(result("a", new Unreachable("gone")))))
        .endsWith("1 host: 0 ok, 0 would change, 0 failed, 1 unreachable  (0.0 s)\n");
    assertThat(of(ROLLOUT, List.of("a"), List.of(result("a", new Unreachable("gone")))))
        .endsWith("1 host: 0 ok, 0 changed, 0 failed, 1 unreachable  (0.0 s)\n");
  }

  @Test
  void namesTheHostsThatFailedAgainWhereTheyAreHardToFind() {
    List<HostResult> results = new ArrayList<>();
    for (String host : nodes(100)) {
      results.add(
          switch (host) {
            case "node7" -> result(host, new Failed(List.of("read-only", "see mount")));
            case "node90", "node48", "node71" -> result(host, new Unreachable("no route to host"));
            default -> result(host, new Changed(plan(), new Evidence(List.of()), List.of()));
          });
    }
    Collections.reverse(results);

    assertThat(of(ROLLOUT, nodes(100), results))
        .endsWith(
            """

            unreachable, 3 hosts: node[48,71,90]: no route to host
            failed, 1 host: node7: read-only
              see mount

            100 hosts: 0 ok, 96 changed, 1 failed, 3 unreachable  (0.0 s)
            """);
  }

  @Test
  void countsTheHostsThatAreWellWhereThereAreManyUnlessVerbose() {
    List<HostResult> results = new ArrayList<>();
    nodes(31).forEach(host -> results.add(result(host, new Unchanged(PROOF, List.of()))));
    results.set(5, result("node6", new Unreachable("gone")));

    assertThat(of(ROLLOUT, nodes(31), results))
        .isEqualTo(
            """
            unreachable   node6   gone
            ok            30 hosts: node[1-5,7-31]

            31 hosts: 30 ok, 0 changed, 0 failed, 1 unreachable  (0.0 s)
            """);
    assertThat(of(new TextReport.Detail(false, false, true), nodes(31), results))
        .contains("ok            node1\n", "ok            node31\n")
        .doesNotContain("30 hosts: ");
    assertThat(of(ROLLOUT, nodes(30), results.subList(0, 30))).contains("ok            node30\n");
  }
}
