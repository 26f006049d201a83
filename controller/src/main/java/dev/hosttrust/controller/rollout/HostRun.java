// SPDX-License-Identifier: Apache-2.0
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
import dev.hosttrust.agent.store.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** One host from connecting to its outcome, within its deadline and under the operator's Stop. */
final class HostRun {
  /** Never shown: {@link RunControl#explained} puts the cause of the cut in its place. */
  private static final Outcome CUT_SHORT = new Skipped("cut short");

  private final HostJob job;
  private final Rollout.Settings settings;
  private final Consumer<Phase> phases;
  private final RunControl control;

  /** To be run by the thread that calls. */
  HostRun(HostJob job, Rollout.Settings settings, Consumer<Phase> phases) {
    this.job = job;
    this.settings = settings;
    this.phases = phases;
    this.control = new RunControl(settings.hostDeadline());
  }

  String host() {
    return job.name();
  }

  /** Never throws: any error becomes the outcome of this host and affects no other. */
  HostResult run() {
    long start = System.nanoTime();
    try {
      Thread watchdog = Thread.ofVirtual().start(this::watch);
      try {
        Outcome outcome = control.explained(attempt());
        return result(outcome, diff(outcome), start);
      } finally {
        watchdog.interrupt();
        control.end();
      }
    } catch (Throwable e) {
      return result(new Failed(internalError(e) + control.afterwards()), List.of(), start);
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
        return control.enter(opened) ? work(opened) : CUT_SHORT;
      } finally {
        control.leave(opened);
      }
    } catch (ShellException e) {
      return Outcome.of(e);
    }
  }

  private Outcome work(OpenShell opened) {
    phases.accept(Phase.LOOKING);
    return switch (job.work()) {
      case Work.Trust(Wanted wanted) -> convergence(wanted).run(opened);
      case Work.Look look -> look.look().apply(opened);
    };
  }

  private Convergence convergence(Wanted wanted) {
    return Convergence.rollout(
        wanted,
        settings.check()
            ? plan -> Optional.of(objection(plan).orElseGet(() -> new WouldChange(plan)))
            : new ChangeGate());
  }

  private Optional<Outcome> objection(Plan plan) {
    return job.review().objection(plan).map(Failed::new);
  }

  private final class ChangeGate implements Convergence.Gate {
    @Override
    public Optional<Outcome> refuse(Plan plan) {
      Optional<Outcome> objection = objection(plan);
      if (objection.isPresent()) {
        return objection;
      }
      // Told before the last look at a halt or a Stop: whoever listens may take its time.
      phases.accept(Phase.CHANGING);
      return control.beginChange() ? Optional.empty() : Optional.of(CUT_SHORT);
    }

    @Override
    public void waiting(String holder) {
      control.waiting(holder);
    }
  }

  private void watch() {
    try {
      Thread.sleep(settings.hostDeadline());
      control.deadlinePassed();
    } catch (InterruptedException e) {
      // The host was done in time.
    }
  }

  /**
   * Cuts the work short, unless the host is being changed: then it finishes or undoes its change.
   */
  void stop(RunControl.Cut reason) {
    control.stop(reason);
  }

  /** Whether the host is being changed now. */
  boolean isChanging() {
    return control.isChanging();
  }

  private List<FileDiff> diff(Outcome outcome) {
    return switch (outcome) {
      case Changed changed -> diff(changed.plan());
      case WouldChange would -> diff(would.plan());
      case Unchanged _, Failed _, Unreachable _, Skipped _ -> List.of();
    };
  }

  /** A diff that cannot be made does not change the outcome. */
  private List<FileDiff> diff(Plan plan) {
    try {
      return PlatformTask.compute("diff-" + host(), () -> settings.diff().apply(plan));
    } catch (InterruptedException e) {
      return notShown(control.cutReason());
    } catch (Throwable e) {
      return notShown(internalError(e));
    }
  }

  private static List<FileDiff> notShown(String reason) {
    String line = "the difference is not shown: " + reason;
    return List.of(new FileDiff("difference", List.of(line)));
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
}
