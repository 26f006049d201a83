package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Skipped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Runs many hosts at once and tells a listener of each as it is done, so that results need not be
 * kept. Used once.
 */
public final class Rollout {

  /**
   * How hosts are run.
   *
   * @param forks how many at once, at least 1
   * @param hostDeadline the longest that one host may take, connecting included
   * @param check whether to look and plan only
   */
  public record Settings(int forks, Duration hostDeadline, boolean check) {
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
  private final RolloutListener listener;
  private final Set<HostRun> running = new HashSet<>();
  private final Queue<HostJob> waiting = new ArrayDeque<>();
  private Recap recap = Recap.NONE;

  public Rollout(Settings settings, Stop stop, RolloutListener listener) {
    this.settings = settings;
    this.stop = stop;
    this.listener = listener;
  }

  /**
   * Runs until each host is done or skipped. After a {@link Stop}, no host is begun, hosts that are
   * being changed end as they would, and the others are let go.
   *
   * @throws InterruptedException if this thread is interrupted; hosts that run are not waited for
   */
  public Recap run(List<HostJob> jobs) throws InterruptedException {
    waiting.addAll(jobs);
    stop.onRequest(this::letGo);
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(settings.forks(), jobs.size()); i++) {
      workers.add(Thread.ofVirtual().name("host-" + i).start(this::work));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    return recap();
  }

  private void work() {
    for (Optional<HostJob> job = next(); job.isPresent(); job = next()) {
      String name = job.get().name();
      if (stop.requested()) {
        done(new HostResult(name, new Skipped("interrupted before it was begun"), Duration.ZERO));
        continue;
      }
      long start = System.nanoTime();
      HostRun run = begin(job.get());
      if (stop.requested()) {
        run.stop(); // letGo may have come before the run was known
      }
      Outcome outcome = run.run();
      end(run, new HostResult(name, outcome, Duration.ofNanos(System.nanoTime() - start)));
    }
  }

  private synchronized Optional<HostJob> next() {
    return Optional.ofNullable(waiting.poll());
  }

  private synchronized HostRun begin(HostJob job) {
    HostRun run = new HostRun(job, settings);
    running.add(run);
    listener.begun(job.name());
    return run;
  }

  private synchronized void end(HostRun run, HostResult result) {
    running.remove(run);
    done(result);
  }

  private synchronized void done(HostResult result) {
    recap = recap.plus(result.outcome());
    listener.done(result);
  }

  private void letGo() {
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
