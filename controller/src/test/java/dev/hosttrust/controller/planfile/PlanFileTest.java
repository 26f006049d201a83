// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.daemon.Restarts;
import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plan file keeps, that it is kept unaltered, and what a later plan is held against. */
class PlanFileTest {
  private static final Attributes FILE = new Attributes(0644, 0, 0);
  private static final PathFact ABSENT = new PathFact.Absent();
  private static final PathFact CONFIGURATION =
      new PathFact.RegularFile(FILE, Content.of("[auth]\n password = \"hunter2\"\n"));

  private static Wanted wanted;

  @TempDir private Path directory;

  @BeforeAll
  static void makeSpec() throws CertificateException {
    TestCa made = TestCa.named("CA");
    CaCertificate ca =
        CaCertificate.ofFile(
            made.der(), ("# für alle\n" + made.pem()).getBytes(StandardCharsets.UTF_8));
    Anchor anchor =
        new Anchor(new AnchorName("harbor"), ca, List.of(Registry.parse("r.example.com:5000")));
    wanted =
        new Wanted(
            new TreeRoot("/srv/image"),
            new TrustSpec(List.of(anchor)),
            Stores.named("system", "containerd").withContainerdConfigPath("/etc/c"),
            Restarts.of(List.of("docker", "k3s"), true));
  }

  private static Plan plan(PathFact before, String written) {
    Content content =
        Content.of(written + " password = \"hunter2\"\n").shownAs(List.of("one line is added"));
    SequencedMap<String, PathFact> guards = new LinkedHashMap<>();
    guards.put("/etc/a", before);
    return new Plan(
        List.of(new Step.WriteFile("/etc/a", before, FILE, content)), guards, List.of());
  }

  private PlanFile written(Map<String, Outcome> outcomes) {
    List<HostJob> jobs = new ArrayList<>();
    outcomes.keySet().forEach(name -> jobs.add(job(name)));
    PlanRecorder recorder =
        new PlanRecorder(file(), "1.0", List.of("a.ini", "b,"), Optional.empty(), jobs);
    outcomes.forEach(
        (host, outcome) ->
            recorder.done(
                new HostResult(
                    host,
                    outcome,
                    outcome instanceof WouldChange would ? PlanDiff.of(would.plan()) : List.of(),
                    Duration.ZERO)));
    recorder.finished(new RunEnd(Recap.NONE, List.of(), Duration.ZERO));
    return read();
  }

  private static HostJob job(String name) {
    return new HostJob(
        name,
        wanted,
        () -> {
          throw new IllegalStateException("no host is connected to here");
        });
  }

  private PlanFile read() {
    return PlanFileReader.read(file(), InstantSource.system(), new Findings());
  }

  private Path file() {
    return directory.resolve("plan.json");
  }

  private static Map<String, Outcome> fleet() {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    outcomes.put("new", new WouldChange(plan(CONFIGURATION, "x")));
    outcomes.put("same", new Unchanged(new Evidence(List.of()), List.of()));
    outcomes.put("broken", new Failed(List.of("no space", "left")));
    outcomes.put("gone", new Unreachable("no route"));
    outcomes.put("late", new Skipped("interrupted"));
    return outcomes;
  }

  @Test
  void whatWasWrittenIsReadBack() {
    PlanFile file = written(fleet());

    assertThat(file.inventories()).containsExactly("a.ini", "b,");
    assertThat(file.hosts().keySet()).containsExactly("new", "same");
    assertThat(file.hosts().get("new"))
        .isEqualTo(new PlanFile.PlannedHost(wanted, ReviewedPlan.of(plan(CONFIGURATION, "x"))));
    assertThat(file.hosts().get("same"))
        .isEqualTo(new PlanFile.PlannedHost(wanted, ReviewedPlan.NOTHING));
    assertThat(file.unplanned())
        .isEqualTo(Map.of("broken", "no space; left", "gone", "no route", "late", "interrupted"));
  }

  @Test
  void contentsOfFilesAreNotInIt() throws IOException {
    written(fleet());

    assertThat(Files.readString(file()))
        .contains("may hold passwords", "one line is added")
        .doesNotContain("hunter2");
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(file());
    }
  }

  @Test
  void tenThousandEqualPlansStandOnce() throws IOException {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    for (int i = 0; i < 10_000; i++) {
      outcomes.put("node%05d".formatted(i), new WouldChange(plan(CONFIGURATION, "x")));
    }

    assertThat(written(outcomes).hosts()).hasSize(10_000);
    assertThat(Files.size(file())).isLessThan(300_000);
  }

  @Test
  void everyCutAndEveryAlteredByteIsSeen() throws IOException {
    written(fleet());
    byte[] whole = Files.readAllBytes(file());

    for (int i = 0; i < whole.length; i += 7) {
      byte[] altered = whole.clone();
      altered[i] ^= 1;
      Files.write(file(), altered);
      assertThatThrownBy(this::read).as("byte %d", i).isInstanceOf(ProblemsException.class);

      Files.write(file(), Arrays.copyOf(whole, i));
      assertThatThrownBy(this::read).as("%d bytes", i).isInstanceOf(ProblemsException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "hosttrust_plan": 1 | "hosttrust_plan": 2 | has the format 2, and this version of hosttrust reads 1
          "hosttrust_plan" | "plan" | is no plan file of hosttrust
          "hosts": | "HOSTS": | was altered after hosttrust wrote it; review it again
          "sha256": " | "sha-256": " | is cut off, or was laid out anew
          """)
  void whatIsWrongIsSaid(String what, String instead, String message) throws IOException {
    written(fleet());
    String text = Files.readString(file());
    int at = text.lastIndexOf(what);
    Files.writeString(file(), text.substring(0, at) + instead + text.substring(at + what.length()));

    assertThatThrownBy(this::read)
        .hasMessageStartingWith(file() + ": " + message)
        .hasMessageEndingWith("make it anew with 'hosttrust diff --out FILE'");
  }

  @Test
  void aSealedFileOfAnotherShapeIsRefused() throws IOException {
    String sealed = "{\"hosttrust_plan\": 1,\n\"groups\": [{\"trust\": 3}],\n";
    Files.writeString(
        file(), sealed + PlanFileWriter.SEAL + " \"" + PlanFileWriter.seal(sealed) + "\"}\n");

    assertThatThrownBy(this::read)
        .hasMessageContaining("is no plan file of this version: trust is 3 of 0");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertThatThrownBy(this::read).hasMessage(file() + ": there is no such file");
    Files.writeString(file(), "");
    assertThatThrownBy(this::read).hasMessageContaining("is no plan file of hosttrust");
    Files.writeString(file(), TestCa.named("CA").pem());
    assertThatThrownBy(this::read).hasMessageContaining("is no plan file of hosttrust");
  }

  @Test
  void aFileThatDoesNotFitInMemoryIsRefusedBeforeItIsRead() throws IOException {
    written(fleet());
    int size = Math.toIntExact(Files.size(file()));

    assertThat(PlanFileReader.read(file(), InstantSource.system(), new Findings(), size).hosts())
        .hasSize(2);
    assertThatThrownBy(
            () -> PlanFileReader.read(file(), InstantSource.system(), new Findings(), size - 1))
        .hasMessageContaining("is larger than %d bytes, and so does not fit", size - 1)
        .hasMessageContaining("JAVA_TOOL_OPTIONS=-Xmx");
  }

  @Test
  void thePlanThatWasReviewedPasses() {
    assertThat(ReviewedPlan.of(plan(CONFIGURATION, "x")).objection(plan(CONFIGURATION, "x")))
        .isEmpty();
  }

  @Test
  void anyOtherPlanIsRefusedWithWhatIsDifferent() {
    ReviewedPlan reviewed = ReviewedPlan.of(plan(CONFIGURATION, "x"));
    PathFact edited = new PathFact.RegularFile(FILE, Content.of("edited"));
    PathFact readOnly =
        new PathFact.RegularFile(
            new Attributes(0444, 0, 0), Content.of("[auth]\n password = \"hunter2\"\n"));

    assertThat(reviewed.objection(plan(edited, "x"))).contains("/etc/a has changed its content");
    assertThat(reviewed.objection(plan(readOnly, "x")))
        .contains("/etc/a has changed its mode or owner");
    assertThat(reviewed.objection(plan(ABSENT, "x")))
        .contains("/etc/a was a file, and is absent now");
    assertThat(reviewed.objection(plan(CONFIGURATION, "y")).orElse(""))
        .startsWith("to do now: write /etc/a (0644 0:0) with SHA-256 ")
        .doesNotContain("hunter2");
    assertThat(ReviewedPlan.NOTHING.objection(plan(ABSENT, "x")))
        .contains("nothing was to be done when the plan was made");
  }

  @ParameterizedTest
  @MethodSource
  void whatIsDifferentAtAPathIsNamedByItsKind(PathFact before, PathFact now, String difference) {
    assertThat(ReviewedPlan.of(plan(before, "x")).objection(plan(now, "x"))).contains(difference);
  }

  static Stream<Arguments> whatIsDifferentAtAPathIsNamedByItsKind() {
    return Stream.of(
        Arguments.of(
            new PathFact.Directory(new Attributes(0755, 0, 0), true),
            new PathFact.Directory(new Attributes(0755, 0, 7), true),
            "/etc/a has changed its mode or owner"),
        Arguments.of(
            new PathFact.LinkToFile("b", Content.of("b")),
            new PathFact.LinkToFile("b", Content.of("c")),
            "/etc/a leads to something else"));
  }
}
