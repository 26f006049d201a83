// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.pause;

import dev.hosttrust.controller.process.EnterKey;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.Pause;
import dev.hosttrust.controller.rollout.Pauses;
import dev.hosttrust.controller.rollout.Stop;
import dev.hosttrust.words.FileFaults;
import dev.hosttrust.words.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits between batches for a time, for Enter, or for {@code hosttrust continue}. */
public final class BatchPauses implements Pauses {
  private static final Path TERMINAL = Path.of("/dev/tty");

  private final Environment environment;
  private final String run;
  private final PauseLength length;

  /**
   * @param run the run's id, by which it is told to go on
   */
  public BatchPauses(Environment environment, String run, PauseLength length) {
    this.environment = environment;
    this.run = run;
    this.length = length;
  }

  /** Looks whether a pause could be ended, which must be known before the first batch. */
  public void check(Findings findings) {
    if (length instanceof PauseLength.None) {
      return;
    }
    try {
      listen("", () -> {}).close();
    } catch (IOException e) {
      String why = FileFaults.failure(e);
      if (length instanceof PauseLength.UntilKey && !hasTerminal()) {
        findings.problem(
            "--pause key: there is no terminal, and 'hosttrust continue' cannot be used: "
                + why
                + "; set XDG_STATE_HOME to a directory that can be written");
      } else {
        findings.warning("pauses cannot be ended by 'hosttrust continue': " + why);
      }
    }
  }

  @Override
  public void await(Batch next, Stop stop, Consumer<Pause> begun) throws InterruptedException {
    if (length instanceof PauseLength.None) {
      return;
    }
    CountDownLatch over = new CountDownLatch(1);
    stop.onRequest(over::countDown);
    Optional<ContinueSocket> socket = socket(next, over);
    Optional<EnterKey> key = key(over);
    try {
      begun.accept(new Pause(next, run, longest(), until(key.isPresent(), socket.isPresent())));
      if (length instanceof PauseLength.Seconds seconds) {
        over.await(seconds.length().toSeconds(), TimeUnit.SECONDS);
      } else {
        over.await();
      }
    } finally {
      key.ifPresent(EnterKey::close);
      socket.ifPresent(ContinueSocket::close);
    }
  }

  private Optional<Duration> longest() {
    return length instanceof PauseLength.Seconds(Duration seconds)
        ? Optional.of(seconds)
        : Optional.empty();
  }

  private List<String> until(boolean byKey, boolean bySocket) {
    List<String> until = new ArrayList<>();
    if (length instanceof PauseLength.Seconds seconds) {
      until.add(seconds.length().toSeconds() + " s have passed");
    }
    if (byKey) {
      until.add("Enter is pressed");
    }
    if (bySocket) {
      until.add("'hosttrust continue " + run + "' is called");
    }
    if (until.isEmpty()) {
      until.add("Ctrl-C ends the run, as nothing else can");
    }
    return until;
  }

  private Optional<ContinueSocket> socket(Batch next, CountDownLatch over) {
    try {
      return Optional.of(listen("goes on with " + next.title(), over::countDown));
    } catch (IOException e) {
      return Optional.empty(); // of which the operator was warned before
    }
  }

  private ContinueSocket listen(String answer, Runnable told) throws IOException {
    Path directory = environment.stateDirectory().directory(ContinueSocket.DIRECTORY);
    return ContinueSocket.listen(directory.resolve(run), answer, told);
  }

  private Optional<EnterKey> key(CountDownLatch over) {
    return length instanceof PauseLength.UntilKey && hasTerminal()
        ? EnterKey.listen(TERMINAL, over::countDown)
        : Optional.empty();
  }

  private boolean hasTerminal() {
    return environment.outIsTerminal() || environment.errIsTerminal();
  }
}
