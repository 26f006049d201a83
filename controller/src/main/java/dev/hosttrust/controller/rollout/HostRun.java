package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.Convergence;
import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.shell.ShellException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One host from connecting to its outcome, within its deadline and under the operator's Stop. */
final class HostRun {

  /** Why a host was let go before it was done. */
  private enum Cut {
    NONE,
    DEADLINE,
    STOP,
  }

  private final HostJob job;
  private final Rollout.Settings settings;
  private final Thread worker = Thread.currentThread();
  private @Nullable OpenShell shell;
  private boolean changing;
  private boolean stopWhenNotChanging;
  private Optional<String> waitedFor = Optional.empty();
  private boolean over;
  private Cut cut = Cut.NONE;

  /** To be run by the thread that calls. */
  HostRun(HostJob job, Rollout.Settings settings) {
    this.job = job;
    this.settings = settings;
  }

  Outcome run() {
    Thread watchdog = Thread.ofVirtual().start(this::watch);
    try {
      return explained(attempt());
    } finally {
      watchdog.interrupt();
      end();
    }
  }

  private Outcome attempt() {
    try (OpenShell opened = job.opener().open()) {
      return enter(opened) ? convergence().run(opened) : new Unreachable("let go");
    } catch (ShellException e) {
      return switch (e.kind()) {
        case UNREACHABLE -> new Unreachable(e.getMessage());
        case REFUSED -> new Failed(e.getMessage());
      };
    }
  }

  private Convergence convergence() {
    return settings.check()
        ? Convergence.dryRun(job.survey())
        : Convergence.rollout(job.survey(), new ChangeGate());
  }

  private final class ChangeGate implements Convergence.Gate {
    @Override
    public Optional<Outcome> refuse(Plan plan) {
      return beforeChange();
    }

    @Override
    public void waiting(String holder) {
      notBegun(holder);
    }
  }

  private void watch() {
    try {
      Thread.sleep(settings.hostDeadline());
      cut(Cut.DEADLINE);
    } catch (InterruptedException e) {
      // The host was done in time.
    }
  }

  /** Lets the host go, unless it is being changed: then it finishes, or undoes what it began. */
  void stop() {
    cut(Cut.STOP);
  }

  private synchronized void cut(Cut reason) {
    if (over || cut != Cut.NONE) {
      return;
    }
    if (reason == Cut.STOP && changing) {
      stopWhenNotChanging = true;
      return;
    }
    cut = reason;
    if (shell != null) {
      shell.close();
    }
    worker.interrupt();
  }

  /** Whether the host may still be worked on once it is connected. */
  private synchronized boolean enter(OpenShell opened) {
    shell = opened;
    return cut == Cut.NONE;
  }

  private synchronized Optional<Outcome> beforeChange() {
    if (cut != Cut.NONE) {
      return Optional.of(new Skipped("let go"));
    }
    changing = true;
    return Optional.empty();
  }

  /**
   * The change that was let pass waits for somebody else's; until it is tried again, it may be
   * stopped.
   */
  private synchronized void notBegun(String holder) {
    changing = false;
    waitedFor = Optional.of(holder);
    if (stopWhenNotChanging) {
      cut(Cut.STOP);
    }
  }

  /** A host that was cut off fails in some way or other; what counts is why it was. */
  private synchronized Outcome explained(Outcome outcome) {
    return switch (cut) {
      case NONE -> outcome;
      case STOP -> new Skipped("interrupted before it was changed");
      case DEADLINE -> new Failed(deadlineReason());
    };
  }

  private String deadlineReason() {
    Duration deadline = settings.hostDeadline();
    return "not done within "
        + deadline.toSeconds()
        + " s (--host-timeout)"
        + waitedFor.map(holder -> ", for " + holder + " was changing its trust").orElse("")
        + (changing
            ? "; its change goes on there and is finished or undone, run again to see"
            : ", nothing was changed");
  }

  private synchronized void end() {
    over = true;
    // An interrupt that came too late must not hit the worker's next host.
    Thread.interrupted();
  }
}
