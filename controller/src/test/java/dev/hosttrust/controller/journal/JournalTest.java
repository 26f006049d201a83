// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import dev.hosttrust.controller.process.StateDirectory;
import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Pause;
import dev.hosttrust.controller.rollout.Phase;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.trust.TrustSummary;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal keeps of a rollout, and what can still be read of one that was damaged. */
class JournalTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final String ID = "20261126-120000-0001";
  private static final Evidence EVIDENCE =
      new Evidence(List.of(new Proof("system", "harbor", Proof.Kind.BUNDLE, "/etc/b.crt", "ab")));
  private static final Plan NO_PLAN = new Plan(List.of(), new LinkedHashMap<>(), List.of());
  private static final Invocation COMMAND =
      new Invocation(NOON, "1.0", List.of("rollout", "-i", "a b"), "/home/ops");

  /** States after an outcome. */
  private static final Set<HostState> TOLD =
      EnumSet.complementOf(EnumSet.of(HostState.IN_MID_CHANGE, HostState.NOT_BEGUN));

  private static Wanted wanted;

  @TempDir private Path state;

  private final List<String> warnings = new ArrayList<>();
  private JournalDirectory journals;

  @BeforeAll
  static void makeSpec() throws CertificateException {
    CaCertificate ca = CaCertificate.ofDer(TestCa.named("CA").der());
    Anchor anchor =
        new Anchor(new AnchorName("harbor"), ca, List.of(Registry.parse("r.example.com:5000")));
    wanted =
        new Wanted(
            TreeRoot.SYSTEM,
            new TrustSpec(List.of(anchor)),
            Stores.named("system", "containerd").withContainerdConfigPath("/etc/c"));
  }

  @BeforeEach
  void openDirectory() {
    journals =
        JournalDirectory.of(new StateDirectory(state.resolve("hosttrust"), Optional.empty()));
  }

  private static List<HostJob> jobs(String... names) {
    return Arrays.stream(names)
        .map(
            name ->
                new HostJob(
                    name,
                    wanted,
                    () -> {
                      throw new IllegalStateException("no host is connected to here");
                    }))
        .toList();
  }

  private Journal begin(OpenJournal open, String... hosts) {
    return Journal.begin(
        open, COMMAND, Optional.empty(), jobs(hosts), InstantSource.fixed(NOON), warnings::add);
  }

  private static HostResult result(String host, Outcome outcome) {
    return new HostResult(host, outcome, List.of(), Duration.ofMillis(5));
  }

  private static RunEnd end() {
    return new RunEnd(Recap.NONE, List.of(), Duration.ZERO);
  }

  /** A rollout that was killed while the last host was being changed. */
  private void killed() throws IOException {
    try (OpenJournal open = journals.create(ID)) {
      Journal journal = begin(open, "same", "new", "broken", "gone", "late", "middle");
      journal.phase("new", Phase.CHANGING);
      journal.done(result("new", new Changed(NO_PLAN, EVIDENCE, List.of("careful"))));
      journal.done(result("same", new Unchanged(EVIDENCE, List.of())));
      journal.done(result("broken", new Failed(List.of("no space", "left"))));
      journal.done(result("gone", new Unreachable("no route")));
      journal.done(result("late", new Skipped("interrupted")));
      journal.phase("middle", Phase.CONNECTING);
      journal.phase("middle", Phase.CHANGING);
    }
  }

  @Test
  void whatWasWrittenIsReadBack() throws IOException {
    killed();

    PastRollout past = journals.read(ID);

    assertThat(past.first()).isEqualTo(COMMAND);
    assertThat(past.standing()).isEqualTo("cut off");
    assertThat(past.damaged()).isZero();
    TrustSummary trust = TrustSummary.of(wanted);
    List<Proof> proofs = EVIDENCE.proofs();
    assertThat(past.hosts().values())
        .containsExactly(
            new PastHost("same", trust, "", HostState.OK, List.of(), proofs, List.of()),
            new PastHost(
                "new", trust, "", HostState.CHANGED, List.of("careful"), proofs, List.of()),
            new PastHost(
                "broken",
                trust,
                "",
                HostState.FAILED,
                List.of("no space", "left"),
                List.of(),
                List.of()),
            new PastHost(
                "gone",
                trust,
                "",
                HostState.UNREACHABLE,
                List.of("no route"),
                List.of(),
                List.of()),
            new PastHost(
                "late", trust, "", HostState.SKIPPED, List.of("interrupted"), List.of(), List.of()),
            new PastHost(
                "middle", trust, "", HostState.IN_MID_CHANGE, List.of(), List.of(), List.of()));
  }

  private static Evidence owing(String... daemons) {
    return new Evidence(
        EVIDENCE.proofs(),
        Stream.of("containerd", "docker")
            .map(name -> daemon(name, Arrays.asList(daemons).contains(name)))
            .toList());
  }

  private static DaemonState daemon(String name, boolean stale) {
    return new DaemonState(name, name, NOON, stale ? List.of("/etc/b.crt") : List.of());
  }

  @Test
  void aRestartThatIsOwedIsKnownUntilItWasMade() throws IOException {
    try (OpenJournal open = journals.create(ID)) {
      Journal journal = begin(open, "later", "made", "gone", "halted", "unasked");
      for (String host : List.of("later", "made", "gone", "halted")) {
        journal.done(result(host, new Changed(NO_PLAN, owing("docker"), List.of())));
      }
      journal.done(result("unasked", new Unchanged(owing(), List.of())));
    }
    assertThat(journals.read(ID).stale())
        .extracting(PastHost::name)
        .containsExactly("later", "made", "gone", "halted");

    try (OpenJournal open = journals.open(ID)) {
      open.read();
      Journal journal = Journal.resume(open, COMMAND, InstantSource.fixed(NOON), warnings::add);
      for (String host : List.of("made", "gone")) {
        journal.phase(host, Phase.CHANGING);
      }
      journal.done(result("made", new Changed(NO_PLAN, owing(), List.of())));
      journal.done(result("gone", new Unreachable("lost")));
      journal.done(result("halted", new Skipped("the rollout was halted")));
    }

    PastRollout past = journals.read(ID);
    assertThat(past.stale())
        .extracting(PastHost::name, PastHost::state)
        .containsExactly(
            tuple("later", HostState.CHANGED),
            tuple("gone", HostState.UNREACHABLE),
            tuple("halted", HostState.CHANGED));
    assertThat(past.staleDaemons()).containsExactly("docker");
  }

  @Test
  void evidenceOfManyHostsStandsOnce() throws IOException {
    try (OpenJournal open = journals.create(ID)) {
      String[] names = IntStream.range(0, 100).mapToObj(i -> "node" + i).toArray(String[]::new);
      Journal journal = begin(open, names);
      for (String name : names) {
        journal.done(result(name, new Unchanged(EVIDENCE, List.of())));
      }
    }

    assertThat(Files.readString(file()).split("/etc/b.crt", -1)).hasSize(2);
    assertThat(journals.read(ID).hosts().values())
        .hasSize(100)
        .allMatch(host -> host.proofs().equals(EVIDENCE.proofs()));
  }

  @Test
  void nothingBeforeATornLineIsLost() throws IOException {
    killed();
    String whole = Files.readString(file());
    int header = whole.indexOf('\n') + 1;

    for (int length = header; length <= whole.length(); length++) {
      String torn = whole.substring(0, length);
      PastRollout past = JournalReader.read(ID, torn, false);
      long told =
          torn.substring(0, torn.lastIndexOf('\n') + 1)
              .lines()
              .filter(line -> line.startsWith("{\"type\":\"host\""))
              .count();
      assertThat(past.damaged()).isZero();
      assertThat(past.hosts().values().stream().filter(host -> TOLD.contains(host.state())))
          .hasSize((int) told);
    }
    assertThatThrownBy(() -> JournalReader.read(ID, whole.substring(0, header - 1), false))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("was cut off before its first host was begun");
  }

  @Test
  void aLineThatIsCutInTheMiddleOfACharacterIsPassedOver() throws IOException {
    killed();
    byte[] torn = "{\"type\":\"host\",\"host\":\"m\u00fc".getBytes(StandardCharsets.UTF_8);
    Files.write(file(), Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);

    PastRollout past = journals.read(ID);

    assertThat(past.damaged()).isZero();
    assertThat(past.hosts()).hasSize(6);
  }

  @Test
  void goingOnBeginsOnALineOfItsOwn() throws IOException {
    killed();
    String whole = Files.readString(file());
    Files.writeString(file(), whole + "{\"type\":\"host\",\"time\":\"20" + "x".repeat(5000));

    try (OpenJournal open = journals.open("last")) {
      assertThat(open.read().hosts()).hasSize(6);
      Journal journal = Journal.resume(open, COMMAND, InstantSource.fixed(NOON), warnings::add);
      journal.done(result("middle", new Unchanged(EVIDENCE, List.of())));
      journal.finished(end());
    }

    assertThat(Files.readString(file())).endsWith("}\n").doesNotContain("x".repeat(5));
    PastRollout past = journals.read(ID);
    assertThat(past.damaged()).isZero();
    assertThat(past.resumed()).containsExactly(COMMAND);
    assertThat(past.ended()).contains(NOON);
    assertThat(past.standing()).isEqualTo("not done");
    assertThat(past.hosts().get("middle"))
        .returns(HostState.OK, PastHost::state)
        .returns(EVIDENCE.proofs(), PastHost::proofs);
  }

  /** As where --retry-failed is halted before it comes to them. */
  @Test
  void aSkipHidesNothingThatIsKnownFromBefore() throws IOException {
    killed();

    try (OpenJournal open = journals.open("last")) {
      assertThat(open.read().hosts()).hasSize(6);
      Journal journal = Journal.resume(open, COMMAND, InstantSource.fixed(NOON), warnings::add);
      for (String name : List.of("broken", "gone", "late", "middle")) {
        journal.done(result(name, new Skipped("the run was halted")));
      }
    }

    PastRollout past = journals.read(ID);
    assertThat(past.hosts().get("broken"))
        .returns(HostState.FAILED, PastHost::state)
        .returns(List.of("no space", "left"), PastHost::notes);
    assertThat(state(past, "gone")).isEqualTo(HostState.UNREACHABLE);
    assertThat(state(past, "middle")).isEqualTo(HostState.IN_MID_CHANGE);
    assertThat(past.hosts().get("late"))
        .returns(HostState.SKIPPED, PastHost::state)
        .returns(List.of("the run was halted"), PastHost::notes);
  }

  @Test
  void aDamagedLineCostsItsHostOnly() throws IOException {
    killed();
    String damaged =
        Files.readString(file())
            .replace("\"status\":\"changed\"", "\"status\":\"chained\"")
            .replace(
                "{\"type\":\"host\",\"time\":\"2026-11-26T12:00:00Z\",\"host\":\"same\"", "xx");

    PastRollout past =
        JournalReader.read(ID, damaged + "{\"type\":\"of a later version\"}\n", false);

    assertThat(past.damaged()).isEqualTo(2);
    assertThat(state(past, "same")).isEqualTo(HostState.NOT_BEGUN);
    assertThat(state(past, "new")).isEqualTo(HostState.IN_MID_CHANGE);
    assertThat(state(past, "gone")).isEqualTo(HostState.UNREACHABLE);
  }

  @Test
  void aFirstLineThatCannotBeUsedIsSaid() throws IOException {
    killed();
    String whole = Files.readString(file());

    assertThatThrownBy(() -> JournalReader.read(ID, "", false)).hasMessageContaining("was cut off");
    assertThatThrownBy(() -> JournalReader.read(ID, "hosts: 3\n", false))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("is damaged in its first line");
    assertThatThrownBy(
            () -> JournalReader.read(ID, whole.replace("\"format\":1", "\"format\":2"), false))
        .hasMessageContaining("has the format 2, and this version of hosttrust reads 1");
    assertThatThrownBy(
            () -> JournalReader.read(ID, whole.replaceFirst("\"trust\":0", "\"trust\":1"), false))
        .hasMessageContaining("trust is 1 of 1");
  }

  /** Who resumes may have damaged the file, or lost the disk: what is left of it stays. */
  @Test
  void whatIsNoJournalIsLeftAsItIs() throws IOException {
    killed();
    String strange = "hosts: 3\nand a last line without an end";
    Files.writeString(file(), strange);

    try (OpenJournal open = journals.open(ID)) {
      assertThatThrownBy(open::read).hasMessageContaining("is damaged in its first line");
    }

    assertThat(Files.readString(file())).isEqualTo(strange);
  }

  /** With sudo's environment the directory may be that of somebody who can make links in it. */
  @Test
  void aDirectoryThatIsALinkIsNotUsed() throws IOException {
    Path elsewhere = Files.createDirectory(state.resolve("elsewhere"));
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path directory = Files.createDirectory(state.resolve("hosttrust"));
    Files.createSymbolicLink(directory.resolve("rollouts"), elsewhere);

    assertThatThrownBy(() -> journals.create(ID))
        .isInstanceOf(IOException.class)
        .hasMessage(directory.resolve("rollouts") + ": is a link; make it a directory of yours");

    assertThat(elsewhere).isEmptyDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere)))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void oneProcessWritesAtATime() throws IOException {
    try (OpenJournal open = journals.create(ID)) {
      begin(open, "node");

      assertThatThrownBy(() -> journals.open(ID))
          .isInstanceOf(ProblemsException.class)
          .hasMessage(
              "the rollout %s still runs; wait for its end, or interrupt it with Ctrl-C"
                  .formatted(ID));
      assertThat(journals.read("last").standing()).isEqualTo("running");
    }

    assertThat(journals.read(ID).standing()).isEqualTo("cut off");
  }

  private static Pause pause() {
    Batch next = new Batch(2, 3, jobs("late"));
    return new Pause(
        next,
        ID,
        Optional.empty(),
        List.of("Enter is pressed", "'hosttrust continue %s' is called".formatted(ID)));
  }

  @Test
  void aRolloutThatWaitsBetweenBatchesSaysSoAndWhatEndsIt() throws IOException {
    String until = "'hosttrust continue %s' is called".formatted(ID);
    String waits = "it waits before batch 2 of 3 (1 host), until Enter is pressed, or " + until;
    try (OpenJournal open = journals.create(ID)) {
      Journal journal = begin(open, "early", "late");
      journal.done(result("early", new Unchanged(EVIDENCE, List.of())));
      journal.pausing(pause());

      assertThatThrownBy(() -> journals.open(ID))
          .isInstanceOf(ProblemsException.class)
          .hasMessage("the rollout %s still runs: %s".formatted(ID, waits));
      assertThat(text(out -> new History(journals, out).text()))
          .contains("paused: 1 ok, 1 not begun\n  it waits until " + until + "\n");
      assertThat(text(out -> new RolloutPage(out, false).print(journals.read(ID))))
          .contains("Rollout " + ID + ": paused\n", "\n  " + waits + "\n");
      assertThat(text(out -> new History(journals, out).json()))
          .contains(
              "\"standing\":\"paused\"",
              "\"batch\":2,\"batches\":3,\"until\":[\"Enter is pressed\",");

      journal.batch(new Batch(2, 3, jobs("late")));
      assertThat(journals.read(ID).standing()).isEqualTo("running");
      journal.pausing(pause());
    }

    assertThat(journals.read(ID).standing()).isEqualTo("cut off");
  }

  private static String text(Consumer<Lines> print) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    print.accept(new Lines(writer, false));
    writer.flush();
    return text.toString();
  }

  @Test
  void onlyTheUserMayRead() throws IOException {
    killed();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    for (Path directory :
        List.of(state.resolve("hosttrust"), state.resolve("hosttrust/rollouts"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
          .isEqualTo("rwx------");
    }
  }

  /** The deadline of a host interrupts the thread that tells of it. */
  @Test
  void anInterruptedThreadWritesAllTheSame() throws IOException {
    try (OpenJournal open = journals.create(ID)) {
      Journal journal = begin(open, "node");
      Thread.currentThread().interrupt();
      journal.phase("node", Phase.CHANGING);
      journal.done(result("node", new Failed("too late")));
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(warnings).isEmpty();
    assertThat(state(journals.read(ID), "node")).isEqualTo(HostState.FAILED);
  }

  @Test
  void aFullDiskIsAWarning() throws IOException {
    try (OpenJournal open = new OpenJournal(ID, JournalFile.open(Path.of("/dev/full")))) {
      Journal journal = begin(open, "node");
      journal.done(result("node", new Failed("x")));
      journal.finished(end());
    }

    assertThat(warnings)
        .containsExactly(
            "the journal cannot be written any more, so --resume and 'hosttrust show' will not know of"
                + " what is done from now on: /dev/full: No space left on device");
  }

  @Test
  void theOldestAreRemovedButNoneThatRuns() throws IOException {
    String oldest = "20261126-000000-0000";
    try (OpenJournal running = journals.create(oldest)) {
      begin(running, "node");
      for (int i = 1; i <= JournalDirectory.KEPT + 5; i++) {
        String id = "20261126-%06d-0000".formatted(i);
        journals.create(id).close();
      }

      assertThat(journals.existing())
          .hasSize(JournalDirectory.KEPT + 1)
          .contains(oldest)
          .doesNotContain("20261126-000005-0000")
          .startsWith("20261126-000105-0000");
    }
  }

  /** Two rollouts that begin together remove the same ones. */
  @Test
  void oneThatIsGoneOrCannotBeRemovedIsNoReasonToHaveNone() throws IOException {
    killed();
    for (int i = 0; i < JournalDirectory.KEPT; i++) {
      Files.createFile(file().resolveSibling("20261127-%06d-0000.jsonl".formatted(i)));
    }
    Files.createSymbolicLink(
        file().resolveSibling("20261125-000000-0000.jsonl"), Path.of("/proc/nope/gone"));

    journals.create("20261128-000000-0000").close();

    assertThat(journals.existing()).doesNotContain(ID).startsWith("20261128-000000-0000");
  }

  @Test
  void idsAreInTheOrderOfTimeAndNoTwoAreEqual() throws IOException {
    Instant later = NOON.plusMillis(1);
    Iterator<Instant> times = List.of(NOON, NOON, later).iterator();
    String first = journals.freeId(() -> RunId.of(times.next()));
    journals.create(first).close();

    String second = journals.freeId(() -> RunId.of(times.next()));

    assertThat(first).isEqualTo("20261126-120000-0000");
    assertThat(second).isEqualTo(RunId.of(later)).isGreaterThan(first);
    assertThat(RunId.of(NOON.plusNanos(999_999_999))).isEqualTo("20261126-120000-ffff");
  }

  @Test
  void onlyIdsAreNamesOfJournals() throws IOException {
    killed();
    Files.writeString(state.resolve("hosttrust/rollouts/notes.jsonl"), "");

    assertThat(journals.existing()).containsExactly(ID);
    assertThatThrownBy(() -> journals.read("../../secret"))
        .hasMessageContaining("there is no rollout '../../secret' in")
        .hasMessageContaining("'hosttrust history' lists those that there are");
  }

  private static HostState state(PastRollout past, String host) {
    return Objects.requireNonNull(past.hosts().get(host)).state();
  }

  private Path file() {
    return state.resolve("hosttrust/rollouts").resolve(ID + ".jsonl");
  }
}
