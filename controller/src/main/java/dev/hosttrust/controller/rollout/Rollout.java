// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.controller.rollout.RunControl.Cut;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedSet;
import java.util.function.Function;

/**
 * Runs many hosts at once and tells a listener of each as it is done, so that results need not be
 * kept. Used once.
 */
public final class Rollout {

  /**
   * How hosts are run.
   *
   * @param forks how many at once, at least 1
   * @param hostDeadline the longest that one host may take, connecting and the diff included
   * @param check whether to look and plan only
   * @param diff makes what is shown of a plan, for the result; may take its time
   */
  public record Settings(
      int forks, Duration hostDeadline, boolean check, Function<Plan, List<FileDiff>> diff) {
    public Settings {
      if (forks < 1) {
        throw new IllegalArgumentException("forks " + forks);
      }
      if (!hostDeadline.isPositive()) {
        throw new IllegalArgumentException("deadline " + hostDeadline);
      }
    }
  }

  private final Settings settings;
  private final Pauses pauses;
  private final Stop stop;
  private final Announcer announcer;
  private final Tally tally;
  private final SequencedSet<HostRun> running = new LinkedHashSet<>();
  private final Queue<HostJob> waiting = new ArrayDeque<>();

  /** Without a limit and without pauses. */
  public Rollout(Settings settings, Stop stop, RolloutListener listener) {
    this(settings, FailureLimit.NONE, Pauses.NONE, stop, listener);
  }

  /**
   * @param limit how many hosts may fail
   * @param pauses the waiting between two batches
   */
  public Rollout(
      Settings settings, FailureLimit limit, Pauses pauses, Stop stop, RolloutListener listener) {
    this.settings = settings;
    this.pauses = pauses;
    this.stop = stop;
    this.announcer = new Announcer(listener);
    this.tally = new Tally(limit);
  }

  /** Runs hosts in one batch; see {@link #runBatches}. */
  public Recap run(List<HostJob> jobs) throws InterruptedException {
    return runBatches(List.of(new Batch(1, 1, jobs)));
  }

  /**
   * Runs batch after batch until each host is done or skipped. After a {@link Stop}, or once too
   * many hosts have failed, no host is begun, hosts that are being changed finish, and the work on
   * the others is cut short.
   *
   * @throws InterruptedException if this thread is interrupted; hosts that run are not waited for
   */
  public Recap runBatches(List<Batch> batches) throws InterruptedException {
    stop.onRequest(() -> stopRuns(Cut.INTERRUPT));
    for (Batch batch : batches) {
      if (batch.number() > 1 && cut() == Cut.NONE) {
        pauses.await(batch, stop, announcer::pausing);
      }
      run(batch);
    }
    return tally.recap();
  }

  private void run(Batch batch) throws InterruptedException {
    if (cut() == Cut.NONE) {
      announcer.batch(batch);
    }
    tally.begin(batch);
    synchronized (this) {
      waiting.addAll(batch.hosts());
    }
    for (Thread worker : workers(Math.min(settings.forks(), batch.hosts().size()))) {
      worker.join();
    }
    // Hosts that still wait because no worker could be started, or one broke down.
    work();
    tally.end(batch);
  }

  /** Why the rollout was halted, if it was. */
  public Optional<Halt> halt() {
    return tally.halt();
  }

  /** What the listener threw first, if it did; it was told of the other hosts all the same. */
  public Optional<Throwable> listenerFailure() {
    return announcer.failure();
  }

  /** The hosts that are being changed now, in the order in which they were begun. */
  public synchronized List<String> changing() {
    return running.stream().filter(HostRun::isChanging).map(HostRun::host).toList();
  }

  private List<Thread> workers(int count) {
    List<Thread> workers = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        workers.add(Thread.ofVirtual().name("host-" + i).start(this::work));
      }
    } catch (OutOfMemoryError e) {
      // No room for one more thread: those that there are do the work.
    }
    return workers;
  }

  private void work() {
    for (Optional<HostJob> job = next(); job.isPresent(); job = next()) {
      HostResult result = result(job.get());
      if (tally.add(result)) {
        stopRuns(Cut.HALT);
      }
      announcer.done(result);
    }
  }

  private HostResult result(HostJob job) {
    HostRun run = new HostRun(job, settings, phase -> announcer.phase(job.name(), phase));
    Cut cut = begin(run);
    if (cut != Cut.NONE) {
      Skipped skipped = new Skipped(cut.word() + " before it was begun");
      return new HostResult(job.name(), skipped, List.of(), Duration.ZERO);
    }
    try {
      return run.run();
    } finally {
      end(run);
    }
  }

  private synchronized Optional<HostJob> next() {
    return Optional.ofNullable(waiting.poll());
  }

  /** What keeps the rollout from beginning one more host, if anything does. */
  private Cut cut() {
    return stop.requested() ? Cut.INTERRUPT : tally.isHalted() ? Cut.HALT : Cut.NONE;
  }

  /** One that has begun is among those that {@link #stopRuns} stops from then on. */
  private synchronized Cut begin(HostRun run) {
    Cut cut = cut();
    if (cut == Cut.NONE) {
      running.add(run);
    }
    return cut;
  }

  private synchronized void end(HostRun run) {
    running.remove(run);
  }

  private void stopRuns(Cut reason) {
    List<HostRun> now;
    synchronized (this) {
      now = List.copyOf(running);
    }
    now.forEach(run -> run.stop(reason));
  }
}
