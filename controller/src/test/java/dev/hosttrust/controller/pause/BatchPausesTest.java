// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.Pause;
import dev.hosttrust.controller.rollout.Stop;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends a pause, without a terminal; PauseOnTerminalTest has one. */
class BatchPausesTest {
  private static final Batch NEXT = new Batch(2, 5, List.of());
  private static final PauseLength UNTIL_KEY = new PauseLength.UntilKey();

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final List<Pause> begun = new ArrayList<>();

  private Environment environment(Path state) {
    return new Environment(
        InputStream.nullInputStream(),
        new PrintWriter(out),
        new PrintWriter(out),
        false,
        false,
        Map.of("XDG_STATE_HOME", state.toString(), "HOME", directory.toString()),
        directory,
        question -> Optional.empty(),
        InstantSource.system(),
        new Random(1));
  }

  /** Waits, and does something meanwhile; returns once the pause is over. */
  private void pause(String run, PauseLength length, Stop stop, Consumer<Pause> meanwhile)
      throws InterruptedException {
    new BatchPauses(environment(directory), run, length)
        .await(
            NEXT,
            stop,
            pause -> {
              begun.add(pause);
              meanwhile.accept(pause);
            });
  }

  private int tellToContinue(Optional<String> run) {
    Environment environment = environment(directory);
    int exitCode = new ContinueTask(environment).run(run);
    environment.out().flush();
    return exitCode;
  }

  @Test
  void isEndedByContinueAndLeavesNothing() throws Exception {
    pause("3f9c", UNTIL_KEY, new Stop(), pause -> tellToContinue(Optional.of("3f9c")));

    assertThat(begun)
        .extracting(Pause::text)
        .containsExactly(
            "paused before batch 2 of 5 (0 hosts), until 'hosttrust continue 3f9c' is called");
    assertThat(out).hasToString("run 3f9c goes on with batch 2 of 5 (0 hosts)\n");
    Path paused = directory.resolve("hosttrust/paused");
    assertThat(paused).isEmptyDirectory();
    assertThat(Files.getPosixFilePermissions(paused))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aLongPauseIsEndedByContinueToo() throws Exception {
    PauseLength day = new PauseLength.Seconds(Duration.ofDays(1));

    pause("3f9c", day, new Stop(), pause -> tellToContinue(Optional.empty()));

    assertThat(begun.getFirst().until())
        .containsExactly("86400 s have passed", "'hosttrust continue 3f9c' is called");
  }

  @Test
  void endsByItselfAfterItsTime() throws Exception {
    pause("3f9c", new PauseLength.Seconds(Duration.ZERO), new Stop(), pause -> {});

    assertThat(begun).hasSize(1);
  }

  @Test
  void isEndedByAStop() throws Exception {
    Stop stop = new Stop();

    pause("3f9c", UNTIL_KEY, stop, pause -> stop.request());

    assertThat(begun).hasSize(1);
  }

  @Test
  void continueNamesTheRolloutsThatWait() throws Exception {
    assertThatThrownBy(() -> tellToContinue(Optional.empty()))
        .isInstanceOf(ProblemsException.class)
        .hasMessage("no rollout of yours waits between two batches");
    Stop stop = new Stop();
    pause("aaaa", UNTIL_KEY, stop, pause -> whileTwoWait(stop));
  }

  private void whileTwoWait(Stop stop) {
    try {
      pause(
          "bbbb",
          UNTIL_KEY,
          stop,
          pause -> {
            assertThatThrownBy(() -> tellToContinue(Optional.empty()))
                .hasMessage("several rollouts wait; name one of aaaa, bbbb");
            assertThatThrownBy(() -> tellToContinue(Optional.of("../cccc")))
                .hasMessage("no rollout '../cccc' of yours waits; these do: aaaa, bbbb");
            stop.request();
          });
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void continueSaysOfOneThatWasKilledThatItDoesNotWaitAndForgetsIt() throws Exception {
    Path socket = leftByOneThatWasKilled("3f9c");

    assertThatThrownBy(() -> tellToContinue(Optional.empty()))
        .hasMessage("the rollout '3f9c' does not wait any more: it went on, or was killed");
    assertThat(socket).doesNotExist();
  }

  /** It goes on under the same id. */
  @Test
  void aRolloutThatWasKilledInAPauseCanPauseAgain() throws Exception {
    leftByOneThatWasKilled("3f9c");
    Findings findings = new Findings();

    new BatchPauses(environment(directory), "3f9c", UNTIL_KEY).check(findings);
    leftByOneThatWasKilled("3f9c");
    pause("3f9c", UNTIL_KEY, new Stop(), pause -> tellToContinue(Optional.of("3f9c")));

    assertThat(findings.problems()).isEmpty();
    assertThat(out).hasToString("run 3f9c goes on with batch 2 of 5 (0 hosts)\n");
  }

  @Test
  void oneThatWaitsKeepsItsSocket() throws Exception {
    Findings findings = new Findings();

    Stop stop = new Stop();

    pause(
        "3f9c",
        UNTIL_KEY,
        stop,
        pause -> {
          new BatchPauses(environment(directory), "3f9c", UNTIL_KEY).check(findings);
          stop.request();
        });

    assertThat(findings.problems()).singleElement().asString().contains("in use");
  }

  private Path leftByOneThatWasKilled(String run) throws IOException {
    Path socket = Files.createDirectories(directory.resolve("hosttrust/paused")).resolve(run);
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(socket));
    }
    return socket;
  }

  @Test
  void whetherAPauseCanBeEndedIsKnownBeforeTheStart() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    Findings findings = new Findings();

    new BatchPauses(environment(file), "3f9c", UNTIL_KEY).check(findings);
    new BatchPauses(environment(file), "3f9c", new PauseLength.Seconds(Duration.ofSeconds(1)))
        .check(findings);
    new BatchPauses(environment(file), "3f9c", new PauseLength.None()).check(findings);

    assertThat(findings.problems())
        .singleElement()
        .asString()
        .startsWith("--pause key: there is no terminal, and 'hosttrust continue' cannot be used: ")
        .endsWith("; set XDG_STATE_HOME to a directory that can be written");
    assertThat(findings.warnings())
        .singleElement()
        .asString()
        .contains("pauses cannot be ended by 'hosttrust continue'");
  }
}
