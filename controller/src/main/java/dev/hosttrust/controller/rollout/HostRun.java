package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.Convergence;
import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.shell.ShellException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
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
  private final Consumer<Phase> phases;
  private final Thread worker = Thread.currentThread();
  private @Nullable OpenShell shell;
  private volatile boolean changing;
  private boolean stopWhenNotChanging;
  private Optional<String> holder = Optional.empty();
  private boolean over;
  private Cut cut = Cut.NONE;

  /** To be run by the thread that calls. */
  HostRun(HostJob job, Rollout.Settings settings, Consumer<Phase> phases) {
    this.job = job;
    this.settings = settings;
    this.phases = phases;
  }

  String host() {
    return job.name();
  }

  /** Never throws: an error of whatever kind is what came of this host, and of no other. */
  HostResult run() {
    long start = System.nanoTime();
    try {
      Thread watchdog = Thread.ofVirtual().start(this::watch);
      try {
        Outcome outcome = explained(attempt());
        return result(outcome, diff(outcome), start);
      } finally {
        watchdog.interrupt();
        end();
      }
    } catch (Throwable e) {
      return result(new Failed(internalError(e) + afterwards()), List.of(), start);
    }
  }

  private HostResult result(Outcome outcome, List<FileDiff> diff, long start) {
    return new HostResult(host(), outcome, diff, Duration.ofNanos(System.nanoTime() - start));
  }

  private Outcome attempt() {
    phases.accept(Phase.CONNECTING);
    try {
      OpenShell opened = job.opener().open();
      try {
        return enter(opened) ? convergence().run(opened) : new Unreachable("let go");
      } finally {
        leave(opened);
      }
    } catch (ShellException e) {
      return switch (e.kind()) {
        case UNREACHABLE -> new Unreachable(e.getMessage());
        case REFUSED -> new Failed(e.getMessage());
      };
    }
  }

  private Convergence convergence() {
    phases.accept(Phase.LOOKING);
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

  /** Whether the host is being changed now. */
  boolean isChanging() {
    return changing;
  }

  private void cut(Cut reason) {
    @Nullable OpenShell open;
    synchronized (this) {
      if (over || cut != Cut.NONE) {
        return;
      }
      if (reason == Cut.STOP && changing) {
        stopWhenNotChanging = true;
        return;
      }
      cut = reason;
      open = shell;
    }
    if (open != null) {
      hangUp(open);
    }
    synchronized (this) {
      if (!over) {
        worker.interrupt();
      }
    }
  }

  /** How a connection ends tells nothing of the host, and must not keep from what comes after. */
  private static void hangUp(OpenShell open) {
    try {
      open.close();
    } catch (Throwable e) {
      // What came of the host is in its outcome, or in the reason why it was let go.
    }
  }

  /** Whether the host may still be worked on once it is connected. */
  private synchronized boolean enter(OpenShell opened) {
    shell = opened;
    return cut == Cut.NONE;
  }

  private void leave(OpenShell opened) {
    synchronized (this) {
      shell = null;
    }
    hangUp(opened);
  }

  private Optional<Outcome> beforeChange() {
    synchronized (this) {
      if (cut != Cut.NONE) {
        return Optional.of(new Skipped("let go"));
      }
      changing = true;
    }
    phases.accept(Phase.CHANGING);
    return Optional.empty();
  }

  /**
   * The change that was let pass waits for somebody else's; until it is tried again, it may be
   * stopped.
   */
  private void notBegun(String other) {
    boolean stop;
    synchronized (this) {
      changing = false;
      holder = Optional.of(other);
      stop = stopWhenNotChanging;
    }
    if (stop) {
      cut(Cut.STOP);
    }
  }

  /** A host that was cut off fails in some way or other; what counts is why it was. */
  private synchronized Outcome explained(Outcome outcome) {
    boolean done =
        switch (outcome) {
          case Unchanged _, Changed _, WouldChange _ -> true;
          case Failed _, Unreachable _, Skipped _ -> false;
        };
    Outcome explained =
        done || cut == Cut.NONE
            ? outcome
            : cut == Cut.STOP
                ? new Skipped("interrupted before it was changed")
                : new Failed(tooLate() + afterwards() + busyWith(outcome));
    changing = false;
    return explained;
  }

  /** What the host was busy with, where the failure says so; another's change is said already. */
  private String busyWith(Outcome outcome) {
    return holder.isEmpty() && outcome instanceof Failed failed
        ? "; " + String.join("; ", failed.reasons())
        : "";
  }

  private String tooLate() {
    return "not done within "
        + settings.hostDeadline().toSeconds()
        + " s (--host-timeout)"
        + holder.map(other -> ", for " + other + " was changing its trust").orElse("");
  }

  private String afterwards() {
    return changing
        ? "; its change goes on there and is finished or undone, run again to see"
        : ", nothing was changed";
  }

  private List<FileDiff> diff(Outcome outcome) {
    return switch (outcome) {
      case Changed changed -> diff(changed.plan());
      case WouldChange would -> diff(would.plan());
      case Unchanged _, Failed _, Unreachable _, Skipped _ -> List.of();
    };
  }

  /** The outcome stands whatever becomes of its diff. */
  private List<FileDiff> diff(Plan plan) {
    try {
      return Aside.compute("diff-" + host(), () -> settings.diff().apply(plan));
    } catch (InterruptedException e) {
      return notShown(cutReason());
    } catch (Throwable e) {
      return notShown(internalError(e));
    }
  }

  private static List<FileDiff> notShown(String reason) {
    String line = "the difference is not shown: " + reason;
    return List.of(new FileDiff("difference", List.of(line)));
  }

  private synchronized String cutReason() {
    return cut == Cut.DEADLINE ? tooLate() : "interrupted";
  }

  /**
   * The error and where it arose. Stands here, and not in a class of its own, which a process
   * without a file descriptor left could not load.
   */
  private static String internalError(Throwable error) {
    Throwable cause =
        error instanceof ExecutionException && error.getCause() != null ? error.getCause() : error;
    StackTraceElement[] trace = cause.getStackTrace();
    return "internal error: " + cause + (trace.length == 0 ? "" : " (at " + trace[0] + ")");
  }

  private synchronized void end() {
    over = true;
    // An interrupt that came too late must not hit the worker's next host.
    Thread.interrupted();
  }
}
