// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.protocol.AgentProgram;
import dev.hosttrust.agent.protocol.Answer;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.agent.store.HostState;
import dev.hosttrust.agent.store.Planner;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.TreeRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others at work on the same host: each waits for its turn, and nobody can keep it from all. */
class ChangeRetryTest extends HarborHost {
  private static final String LOCK = "/.hosttrust.lock";
  private static final Answer.Conflict BY_ANOTHER =
      new Answer.Conflict(List.of(CONF), Optional.of("another rollout"));
  private static final String TOO_LONG =
      "others have been changing this host's trust for more than 600 s; run again when they are done";

  @Test
  void looksAgainWhereTheHostChangedAfterTheProbe() throws IOException {
    Shell changing = betweenProbeAndApply(1);

    assertThat(rollout(changing, certificate)).isInstanceOf(Changed.class);

    assertThat(host.execs()).isEqualTo(4);
    assertThat(host.read(CONF)).endsWith("# somebody was here\nlocal/harbor.crt\n");
  }

  @Test
  void givesUpWhereTheHostKeepsChanging() throws IOException {
    Shell changing = betweenProbeAndApply(Integer.MAX_VALUE);

    assertFailed(
        rollout(changing, certificate),
        CONF
            + " changed each of the 6 times that the host was looked at; see who else writes there,"
            + " then run again");

    assertThat(host.path(CERTIFICATE)).doesNotExist();
  }

  /** Appends to the conf before each of the first changes. */
  private Shell betweenProbeAndApply(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return (command, stdin) -> {
      if (isApply(stdin) && left.getAndDecrement() > 0) {
        try {
          host.write(CONF, host.read(CONF) + "# somebody was here\n");
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
      return host.exec(command, stdin);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void waitsForAnotherRolloutThenNamesIt(String shell) throws Exception {
    host = new ScratchHost(directory.resolve("other"), shell.split(" "));
    host.write(LOCK, "deadbeef 1\nc0ffee 4711\n");
    SortedMap<String, String> before = host.tree();
    Process other = holding(host.path(LOCK));

    List<String> waitedFor = new ArrayList<>();
    Convergence.Gate gate =
        new Convergence.Gate() {
          @Override
          public Optional<Outcome> refuse(Plan plan) {
            return Optional.empty();
          }

          @Override
          public void waiting(String holder) {
            waitedFor.add(holder);
          }
        };

    Outcome outcome =
        Convergence.rollout(wanted(host, certificate), gate)
            .waitingAtMost(Duration.ZERO)
            .run(edited(program -> program.replace("lock_wait='10'", "lock_wait='1'")));

    assertFailed(
        outcome,
        "another rollout (process 4711) has been changing this host's trust for more than 0 s; run"
            + " again when it is done");
    assertThat(waitedFor).hasSize(2).containsOnly("another rollout (process 4711)");
    assertThat(host.tree()).isEqualTo(before);
    other.getOutputStream().close();
    other.waitFor();
    assertThat(rollout(certificate)).isInstanceOf(Changed.class);
    assertThat(host.path(LOCK)).doesNotExist();
  }

  /** Whom it waited for may have run the tool, or restarted a daemon, which no path tells. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void whoWaitedLooksAgainBeforeItChangesAnything(String shell) throws IOException {
    host = new ScratchHost(directory.resolve("other"), shell.split(" "));
    AtomicInteger changes = new AtomicInteger();
    Shell waitingOnce =
        (command, stdin) -> {
          String program = new String(stdin, StandardCharsets.UTF_8);
          String waited =
              isApply(stdin) && changes.incrementAndGet() == 1
                  ? program.replace("  waited=0\n", "  waited=1\n")
                  : program;
          return host.exec(command, waited.getBytes(StandardCharsets.UTF_8));
        };

    assertThat(rollout(waitingOnce, certificate)).isInstanceOf(Changed.class);

    assertThat(changes).hasValue(2);
  }

  private static Process holding(Path lock) throws IOException {
    Process other =
        new ProcessBuilder("flock", lock.toString(), "-c", "echo held; exec cat").start();
    assertThat(other.inputReader().readLine()).isEqualTo("held");
    return other;
  }

  @Test
  void aChangeByARolloutThatWasWaitedForIsNoReasonToGiveUp() {
    ChangeRetry retry = new ChangeRetry(Duration.ofSeconds(60), () -> 0);

    assertThat(Stream.generate(() -> retry.changed(BY_ANOTHER)).limit(100))
        .containsOnly(Optional.empty());
  }

  @Test
  void waitsLongerForEachOtherHolder() {
    AtomicLong seconds = new AtomicLong();
    ChangeRetry retry = retry(seconds);

    assertThat(retry.locked(new Answer.Locked("one"))).isEmpty();
    seconds.set(59);
    assertThat(retry.locked(new Answer.Locked("two"))).isEmpty();
    seconds.set(118);
    assertThat(retry.locked(new Answer.Locked("two"))).isEmpty();
    seconds.set(119);
    assertThat(retry.locked(new Answer.Locked("two")))
        .contains(
            "two has been changing this host's trust for more than 60 s; run again when it is done");
  }

  @Test
  void hasAnEndWhereTheHoldersFollowOneAnother() {
    AtomicLong seconds = new AtomicLong();
    ChangeRetry retry = retry(seconds);

    assertThat(retry.locked(new Answer.Locked("one"))).isEmpty();
    seconds.set(599);
    assertThat(retry.locked(new Answer.Locked("two"))).isEmpty();
    seconds.set(600);
    assertThat(retry.locked(new Answer.Locked("three"))).contains(TOO_LONG);
  }

  @Test
  void hasAnEndWhereOthersChangeTheHostEachTime() {
    AtomicLong seconds = new AtomicLong();
    ChangeRetry retry = retry(seconds);

    assertThat(retry.changed(BY_ANOTHER)).isEmpty();
    seconds.set(600);
    assertThat(retry.changed(BY_ANOTHER)).contains(TOO_LONG);
  }

  private static ChangeRetry retry(AtomicLong seconds) {
    return new ChangeRetry(Duration.ofSeconds(60), () -> TimeUnit.SECONDS.toNanos(seconds.get()));
  }

  @Test
  void rolloutsOfSeveralAnchorsAtOnceTakeTurns() throws Exception {
    List<CaCertificate> cas = IntStream.range(0, 6).mapToObj(i -> ca("Team " + i)).toList();
    try (ExecutorService teams = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> outcomes =
          IntStream.range(0, cas.size())
              .mapToObj(i -> teams.submit(() -> team(i, cas.get(i)).run(host)))
              .toList();
      for (Future<Outcome> outcome : outcomes) {
        assertThat(outcome.get()).isInstanceOf(Changed.class);
      }
    }

    for (int i = 0; i < cas.size(); i++) {
      assertThat(team(i, cas.get(i)).run(host)).isInstanceOf(Unchanged.class);
    }
    assertThat(host.path(LOCK)).doesNotExist();
  }

  private Convergence team(int number, CaCertificate ca) {
    Wanted wanted = TestSpecs.wanted(host.root(), anchor("team" + number, ca));
    return Convergence.rollout(wanted, plan -> Optional.empty());
  }

  @Test
  void nobodyWhoMayOnlyReadCanHoldTheLock() throws Exception {
    Path seen = directory.resolve("seen");
    hook("stat -c %%a %s >%s\n".formatted(host.path(LOCK), seen));
    Process reader = holding(host.path("/etc/ssl/certs"));

    assertThat(rollout(certificate)).isInstanceOf(Changed.class);

    assertThat(seen).hasContent("600");
    reader.getOutputStream().close();
    reader.waitFor();
  }

  @Test
  void locksNoFileThatALinkLeadsTo() throws IOException {
    Path other = directory.resolve("other");
    Files.createSymbolicLink(host.path(LOCK), other);

    assertFailed(
        rollout(certificate),
        "could not lock the host's trust against other rollouts: "
            + host.path(LOCK)
            + " is not a regular file; remove it");

    assertThat(other).doesNotExist();
  }

  /** Who opens the file before its holder removes it has locked what nobody else will see. */
  @Test
  void aLockOnAFileThatItsHolderRemovedIsNoLock() throws IOException {
    Path calls = directory.resolve("calls");
    Path tools =
        tool(
            "flock",
            "/usr/bin/flock \"$@\" || exit\necho >>%1$s\n[ $(wc -l <%1$s) != 1 ] || rm %2$s\n"
                .formatted(calls, host.path(LOCK)));

    assertThat(rollout(withTools(tools), certificate)).isInstanceOf(Changed.class);

    // The lock in vain, the next one, whose holder has waited, and that of the change.
    assertThat(calls).hasContent("\n\n\n");
  }

  @Test
  void aLockFileThatAKilledRunLeftIsNoLock() throws IOException {
    host.write(LOCK, "deadbeef 1\n");

    assertThat(rollout(certificate)).isInstanceOf(Changed.class);

    assertThat(host.path(LOCK)).doesNotExist();
  }

  @Test
  void saysWhatAFailingFlockSaid() throws IOException {
    SortedMap<String, String> before = host.tree();
    Path tools = tool("flock", "echo 'flock: 9: Function not implemented' >&2; exit 1\n");

    assertFailed(
        rollout(withTools(tools), certificate),
        "could not lock the host's trust against other rollouts: flock ended with status 1: flock:"
            + " 9: Function not implemented");

    assertThat(host.tree().keySet())
        .isSubsetOf(Stream.concat(before.keySet().stream(), Stream.of(LOCK.substring(1))).toList());
  }

  /**
   * Only a process of root's own counts, whatever others call theirs. This machine may run the real
   * tool meanwhile, so the one of the test has a name of its own: as long, and cut as well.
   */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void seesTheToolOnlyWhereItsUserRunsIt(String shell) throws Exception {
    String name = "update-%08x".formatted(ThreadLocalRandom.current().nextInt());
    Path named = directory.resolve(name + "-certificates");
    Files.copy(Path.of("/usr/bin/sleep"), named);
    Files.setPosixFilePermissions(named, PosixFilePermissions.fromString("rwxr-xr-x"));
    Process tool = new ProcessBuilder(named.toString(), "60").start();
    int uid = (int) Files.getAttribute(named, "unix:uid");

    assertThat(toolRuns(shell, name, uid)).isEqualTo("0 tool " + tool.pid() + " " + name);
    assertThat(toolRuns(shell, name, uid + 1)).isEqualTo("1 nobody");

    tool.destroy();
    tool.waitFor();
  }

  private String toolRuns(String shell, String name, int uid) throws IOException {
    Wanted wanted = TestSpecs.wanted(TreeRoot.SYSTEM, anchor("harbor", certificate));
    Plan plan = (Plan) Planner.plan(wanted, HostState.fresh(wanted).facts());
    byte[] apply =
        AgentProgram.apply(wanted.root(), Stores.questions(wanted, Facts.NONE), plan, "0");
    String program =
        new String(apply, StandardCharsets.UTF_8)
            .replace("= Uid:0 ]", "= Uid:" + uid + " ]")
            .replace("processes \"$exclusive\"", "processes " + name)
            .replace(
                "{ hosttrust_apply </dev/null; }", "holder=nobody; tool_runs; echo $? $holder");
    ScratchHost other = new ScratchHost(directory.resolve("plain"), shell.split(" "));
    try {
      return other.exec("sh -s", program.getBytes(StandardCharsets.UTF_8)).stdoutText().strip();
    } catch (ShellException e) {
      throw new AssertionError(e);
    }
  }
}
