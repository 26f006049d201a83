// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Phase;
import dev.hosttrust.controller.rollout.Recap;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is in the files of a run, by the programs that read them. */
class ReportFilesTest {
  private static final FileDiff DIFF = new FileDiff("/etc/f", List.of("+++ /etc/f", "+new"));

  private static final Run RUN =
      new Run("id", "1.0", "rollout", false, TestRun.START, Optional.empty(), List.of());

  @TempDir private Path directory;

  private Path file(String name) {
    return directory.resolve(name);
  }

  /** One host of each outcome that a dry run can have. */
  private static void play(TestRun run) {
    run.begun("mind the gap")
        .host("fine", new Unchanged(TestRun.evidence(), List.of("also trusts x")))
        .host("old", new WouldChange(TestRun.plan(2, 0)), DIFF)
        .host("older", new WouldChange(TestRun.plan(2, 1)), DIFF)
        .host("full", new Failed(List.of("/etc is full", "make room")))
        .host("gone", new Unreachable("10.0.0.9:22: connection refused"))
        .host("left", new Skipped("interrupted before it was begun"))
        .end();
  }

  @Test
  void junitHasACaseForEachHost() throws Exception {
    Path file = file("report.xml");

    play(TestRun.dryRun(false, file));

    JUnitFile report = JUnitFile.read(file);
    Element suite = report.suite();
    assertThat(Stream.of("tests", "failures", "errors", "skipped").map(suite::getAttribute))
        .containsExactly("6", "1", "1", "1");
    assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-11-02T03:04:00");
    assertThat(report.host("full").getTextContent()).contains("/etc is full\nmake room");
    assertThat(report.host("full").getAttribute("time")).isEqualTo("1.234");
    assertThat(report.elements("error"))
        .singleElement()
        .satisfies(e -> assertThat(e.getTextContent()).contains("connection refused"));
    assertThat(report.host("fine").getTextContent())
        .contains("also trusts x", "read back: harbor.example.com, system, bundle /")
        .contains("file /etc/docker/certs.d/harbor.example.com:8443/ca.crt\n");
    assertThat(report.host("old").getTextContent()).contains("would change\n+++ /etc/f\n+new");
    assertThat(report.host("older").getTextContent()).contains("the same difference as on old");
  }

  @Test
  void junitCountsPendingChangesAsFailuresWhereTheExitCodeTellsThem() throws Exception {
    Path file = file("report.xml");

    play(TestRun.dryRun(true, file));

    JUnitFile report = JUnitFile.read(file);
    assertThat(report.suite().getAttribute("failures")).isEqualTo("3");
    assertThat(report.host("old").getElementsByTagName("failure").getLength()).isEqualTo(1);
  }

  @Test
  void prometheusHasTrustPendingChangesAndExpiryByHostAndStore() throws IOException {
    Path file = file("hosttrust.prom");

    play(TestRun.dryRun(false, file));

    double notAfter = TestRun.ANCHOR.certificate().notAfter().toEpochMilli() / 1000.0;
    Map<String, Double> samples = PrometheusFile.read(file);
    assertThat(samples)
        .containsEntry("hosttrust_run_hosts{outcome=\"would_change\"}", 2.0)
        .containsEntry("hosttrust_run_start_timestamp_seconds", 1793588640.0)
        .containsEntry("hosttrust_host_trusted{host=\"fine\",store=\"docker\"}", 1.0)
        .containsEntry("hosttrust_host_trusted{host=\"old\",store=\"system\"}", 0.0)
        .containsEntry("hosttrust_host_trusted{host=\"old\",store=\"docker\"}", 1.0)
        .containsEntry("hosttrust_host_pending_steps{host=\"fine\",store=\"system\"}", 0.0)
        .containsEntry("hosttrust_host_pending_steps{host=\"old\",store=\"system\"}", 2.0)
        .containsEntry("hosttrust_host_outcome{host=\"gone\",outcome=\"unreachable\"}", 1.0)
        .containsEntry(
            "hosttrust_host_not_after_timestamp_seconds{host=\"fine\",store=\"system\"}", notAfter);
    assertThat(samples.keySet())
        .noneMatch(name -> name.contains("trusted{host=\"gone\""))
        .anyMatch(name -> name.startsWith("hosttrust_anchor_not_after_timestamp_seconds{"));
  }

  @Test
  void daemonsThatOweARestartAreTold() throws IOException {
    DaemonState docker = new DaemonState("docker", "docker", TestRun.START, List.of("/b"));
    DaemonState k3s = new DaemonState("k3s", "k3s", TestRun.START, List.of());
    Evidence evidence = new Evidence(List.of(), List.of(docker, k3s));

    TestRun.rollout(file("a.prom"), file("a.xml"))
        .begun()
        .host("node", new Unchanged(evidence, List.of("docker sees it only when restarted")))
        .host("full", new Failed("/etc is full"))
        .end();

    assertThat(PrometheusFile.read(file("a.prom")))
        .containsEntry("hosttrust_host_daemon_stale{host=\"node\",daemon=\"docker\"}", 1.0)
        .containsEntry("hosttrust_host_daemon_stale{host=\"node\",daemon=\"k3s\"}", 0.0)
        .doesNotContainKey("hosttrust_host_daemon_stale{host=\"full\",daemon=\"docker\"}");
    assertThat(file("a.xml")).content().contains("docker sees it only when restarted");
  }

  @Test
  void jsonIsOneDocumentOfTheObjectsThatAreLinesOtherwise() throws IOException {
    Path file = file("report.json");

    play(TestRun.dryRun(false, file));

    JsonNode document = new JsonMapper().readTree(Files.readString(file));
    assertThat(document.get("run").get("id").asString()).isEqualTo("0123456789abcdef");
    assertThat(document.get("warnings").get(0).get("message").asString()).isEqualTo("mind the gap");
    assertThat(document.get("anchors").get(0).get("name").asString())
        .isEqualTo("harbor.example.com");
    assertThat(document.get("hosts").valueStream().map(host -> host.get("status").asString()))
        .containsExactly("ok", "would_change", "would_change", "failed", "unreachable", "skipped");
    assertThat(document.get("hosts").get(1).get("diff").get(0).get("text").asString())
        .isEqualTo("+++ /etc/f\n+new\n");
    assertThat(document.get("recap").get("hosts").asInt()).isEqualTo(6);
  }

  @Test
  void aHaltIsInAllThatHaveAPlaceForIt() throws IOException {
    TestRun.rollout(file("a.json"), file("a.prom"), file("a.html"))
        .begun()
        .host("full", new Failed("/etc is full"))
        .host("left", new Skipped("the rollout was halted"))
        .halted("1 host failed, and <none> may");

    JsonNode document = new JsonMapper().readTree(Files.readString(file("a.json")));
    assertThat(document.get("halted").get("hosts_left").asInt()).isEqualTo(1);
    assertThat(PrometheusFile.read(file("a.prom"))).containsEntry("hosttrust_run_halted", 1.0);
    assertThat(file("a.html"))
        .content()
        .contains(
            "Halted in batch 2 of 3: 1 host failed, and &lt;none&gt; may. Hosts done: 0, left: 1.");
  }

  @Test
  void anInterruptionIsInAllOfThem() throws IOException {
    TestRun.rollout(file("a.json"), file("a.prom"), file("a.html"), file("a.xml"))
        .begun()
        .host("left", new Skipped("interrupted before it was begun"))
        .interrupted();

    JsonNode recap = new JsonMapper().readTree(Files.readString(file("a.json"))).get("recap");
    assertThat(recap.get("interrupted").asBoolean()).isTrue();
    assertThat(PrometheusFile.read(file("a.prom"))).containsEntry("hosttrust_run_interrupted", 1.0);
    assertThat(file("a.html")).content().contains("Interrupted. Hosts left: 1.");
    assertThat(file("a.xml")).content().contains("name=\"interrupted\" value=\"true\"");
  }

  /** As when a password was asked for before the first host. */
  @Test
  void theTimeOfHostsBeginsWhereThatOfTheRunDoes() {
    AtomicReference<Instant> now = new AtomicReference<>(TestRun.START.plusMillis(900));
    RecordedRun recorded = new RecordedRun(now::get, RUN, List.of("a", "b"));

    for (String host : List.of("a", "b")) {
      recorded.phase(host, Phase.CONNECTING);
      recorded.done(new HostResult(host, new Failed("x"), List.of(), Duration.ofMillis(100)));
      now.set(now.get().plusMillis(100));
    }

    assertThat(recorded.hosts().stream().map(HostRecord::started))
        .containsExactly(Duration.ZERO, Duration.ofMillis(100));
  }

  @Test
  void thePageSaysOfADaemonThatItIsRestarted() throws IOException {
    List<String> restart = List.of("restart containerd", "  it reads trust only when it starts");

    TestRun.dryRun(false, file("a.html"))
        .begun()
        .host("old", new WouldChange(TestRun.plan(1, 0)), new FileDiff("containerd", restart))
        .end();

    assertThat(file("a.html")).content().contains("[\"restart containerd\",[");
  }

  @Test
  void hostsThatAreNotServedAreCounted() throws IOException {
    TestRun.rollout(file("a.json"), file("a.html"))
        .begun()
        .notServed(6)
        .host("fine", new Unchanged(TestRun.evidence(), List.of()))
        .end();

    JsonNode recap = new JsonMapper().readTree(Files.readString(file("a.json"))).get("recap");
    assertThat(recap.get("not_served").asInt()).isEqualTo(6);
    assertThat(file("a.html")).content().contains("1 host: 1 ok, 6 not served<");
  }

  @Test
  void aRunWithoutAHostHasWholeFilesToo() throws Exception {
    TestRun.rollout(file("a.json"), file("a.xml"), file("a.prom"), file("a.html")).begun().end();

    assertThat(new JsonMapper().readTree(Files.readString(file("a.json"))).get("hosts")).isEmpty();
    assertThat(JUnitFile.read(file("a.xml")).elements("testcase")).isEmpty();
    assertThat(PrometheusFile.read(file("a.prom"))).isNotEmpty();
    assertThat(file("a.html")).content().endsWith("</html>\n");
  }

  @Test
  void whatGoesIsNamedWithItsCertificateOrWithoutOne() throws Exception {
    CaCertificate certificate = TestRun.ANCHOR.certificate();
    List<Registry> registries = TestRun.ANCHOR.registries();
    AnchorName name = new AnchorName("old.example.com");

    TestRun.rollout(file("a.html"), file("a.xml"), file("b.json"))
        .absent(
            new AbsentAnchor(name, Optional.of(certificate), registries),
            new AbsentAnchor(new AnchorName("any"), Optional.empty(), List.of()))
        .hosts(1)
        .end();

    assertThat(file("a.html"))
        .content()
        .contains("Certificates that go<", "old.example.com", certificate.fingerprint())
        .contains("harbor.example.com:8443", "whichever a host has under the name")
        .doesNotContain(">Certificates<");
    assertThat(file("a.xml"))
        .content()
        .contains(
            "<property name=\"absent old.example.com\" value=\""
                + certificate.fingerprint()
                + "\"/>")
        .contains("<property name=\"absent any\" value=\"\"/>");
    assertThat(new JsonMapper().readTree(Files.readString(file("b.json"))).get("absent"))
        .hasSize(2);
  }

  @Test
  void aFileTakesThePlaceOfTheOldOneAndNothingIsLeftBeside() throws IOException {
    Files.writeString(file("report.json"), "old");

    play(TestRun.dryRun(false, file("report.json")));

    assertThat(file("report.json")).content().startsWith("{\n\"run\": {").endsWith("}\n");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file("report.json"));
    }
  }

  /** FileReports says why, whoever notices it first: Jackson, the templates or the file. */
  @Test
  void aFullDiskIsNoMistakeOfThePage() {
    RecordedRun recorded = new RecordedRun(() -> TestRun.START, RUN, List.of());
    HtmlDocument page =
        new HtmlDocument(recorded, new RunEnd(Recap.NONE, List.of(), Duration.ZERO));
    Writer full =
        new FilterWriter(Writer.nullWriter()) {
          @Override
          public void write(String text, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> page.writeTo(full))
        .withMessageContaining("No space left");
  }

  @Test
  void aFileThatCannotBeWrittenKeepsNoOtherFromBeingWritten() throws IOException {
    Files.createDirectories(file("taken.json/by"));
    TestRun run = TestRun.dryRun(false, file("taken.json"), file("gone/x.html"), file("good.xml"));

    play(run);

    assertThat(run.problems())
        .satisfiesExactly(
            problem -> assertThat(problem).startsWith("the report " + file("taken.json")),
            problem -> assertThat(problem).contains("gone/x.html could not be written: "));
    assertThat(file("good.xml")).isNotEmptyFile();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(file("taken.json"), file("good.xml"));
    }
  }
}
