// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.plan.Plan;
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
  private final Stop stop;
  private final Announcer announcer;
  private final SequencedSet<HostRun> running = new LinkedHashSet<>();
  private final Queue<HostJob> waiting = new ArrayDeque<>();
  private Recap recap = Recap.NONE;

  public Rollout(Settings settings, Stop stop, RolloutListener listener) {
    this.settings = settings;
    this.stop = stop;
    this.announcer = new Announcer(listener);
  }

  /**
   * Runs until each host is done or skipped. After a {@link Stop}, no host is begun, hosts that are
   * being changed finish, and the work on the others is cut short.
   *
   * @throws InterruptedException if this thread is interrupted; hosts that run are not waited for
   */
  public Recap run(List<HostJob> jobs) throws InterruptedException {
    waiting.addAll(jobs);
    stop.onRequest(this::stopRuns);
    for (Thread worker : workers(Math.min(settings.forks(), jobs.size()))) {
      worker.join();
    }
    // Hosts that still wait because no worker could be started, or one broke down.
    work();
    return recap();
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
      count(result.outcome());
      announcer.done(result);
    }
  }

  private HostResult result(HostJob job) {
    if (stop.requested()) {
      Skipped skipped = new Skipped("interrupted before it was begun");
      return new HostResult(job.name(), skipped, List.of(), Duration.ZERO);
    }
    HostRun run = begin(job);
    try {
      if (stop.requested()) {
        run.stop(); // stopRuns may have come before this run was registered
      }
      return run.run();
    } finally {
      end(run);
    }
  }

  private synchronized Optional<HostJob> next() {
    return Optional.ofNullable(waiting.poll());
  }

  private synchronized HostRun begin(HostJob job) {
    HostRun run = new HostRun(job, settings, phase -> announcer.phase(job.name(), phase));
    running.add(run);
    return run;
  }

  private synchronized void end(HostRun run) {
    running.remove(run);
  }

  private synchronized void count(Outcome outcome) {
    recap = recap.plus(outcome);
  }

  private void stopRuns() {
    List<HostRun> now;
    synchronized (this) {
      now = List.copyOf(running);
    }
    now.forEach(HostRun::stop);
  }

  private synchronized Recap recap() {
    return recap;
  }
}
