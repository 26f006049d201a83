// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may end the work on one host early, its deadline, the operator's Stop and a halt, and what
 * that means for the host. Thread-safe.
 */
final class RunControl {

  /** Why the work on a host was cut short. */
  enum Cut {
    NONE(""),
    /** The host took too long; its work is cut short in the middle of a change, too. */
    DEADLINE("out of time"),
    /** The operator asked for the end. */
    INTERRUPT("interrupted"),
    /** Too many other hosts failed. */
    HALT("halted");

    private final String word;

    Cut(String word) {
      this.word = word;
    }

    /** What happened, for a message. */
    String word() {
      return word;
    }
  }

  private final Duration deadline;
  private final Thread worker = Thread.currentThread();
  private @Nullable OpenShell shell;
  private volatile boolean changing;
  private Cut stopWhenNotChanging = Cut.NONE;
  private Optional<String> holder = Optional.empty();
  private boolean over;
  private Cut cut = Cut.NONE;

  /**
   * To be made by the thread that does the work, which is interrupted when the work is cut short.
   *
   * @param deadline for messages; the caller sees to it that {@link #deadlinePassed} is called
   */
  RunControl(Duration deadline) {
    this.deadline = deadline;
  }

  /** Cuts the work short, whatever is being done on the host. */
  void deadlinePassed() {
    cut(Cut.DEADLINE);
  }

  /**
   * Cuts the work short, unless the host is being changed: then it finishes or undoes its change.
   *
   * @param reason the operator's wish, or a halt
   */
  void stop(Cut reason) {
    cut(reason);
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
      if (reason != Cut.DEADLINE && changing) {
        stopWhenNotChanging = reason;
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

  /** Closes the connection. An error of that says nothing about the host and is dropped. */
  private static void hangUp(OpenShell open) {
    try {
      open.close();
    } catch (Throwable e) {
      // The outcome is known already, or the cause of the cut is.
    }
  }

  /** Whether the host may still be worked on once it is connected. */
  synchronized boolean enter(OpenShell opened) {
    shell = opened;
    return cut == Cut.NONE;
  }

  /** Closes the connection that was entered. */
  void leave(OpenShell opened) {
    synchronized (this) {
      shell = null;
    }
    hangUp(opened);
  }

  /**
   * Whether the host may be changed now; from then on it counts as being changed. False if the work
   * was cut short.
   */
  synchronized boolean beginChange() {
    changing = cut == Cut.NONE;
    return changing;
  }

  /**
   * The change that was let pass waits for somebody else's; until it is tried again, it may be
   * stopped.
   */
  void waiting(String other) {
    Cut stop;
    synchronized (this) {
      changing = false;
      holder = Optional.of(other);
      stop = stopWhenNotChanging;
    }
    if (stop != Cut.NONE) {
      cut(stop);
    }
  }

  /** Whatever error the cut caused, the outcome reports the cause of the cut. */
  synchronized Outcome explained(Outcome outcome) {
    boolean done =
        switch (outcome) {
          case Unchanged _, Changed _, WouldChange _ -> true;
          case Failed _, Unreachable _, Skipped _ -> false;
        };
    Outcome explained =
        done || cut == Cut.NONE
            ? outcome
            : cut == Cut.DEADLINE
                ? new Failed(tooLate() + afterwards() + busyWith(outcome))
                : new Skipped(cut.word() + " before it was changed");
    changing = false;
    return explained;
  }

  /**
   * What the host was busy with, where the failure says so; not repeated where the message names
   * the other rollout already.
   */
  private String busyWith(Outcome outcome) {
    return holder.isEmpty() && outcome instanceof Failed failed
        ? "; " + String.join("; ", failed.reasons())
        : "";
  }

  private String tooLate() {
    return "not done within "
        + deadline.toSeconds()
        + " s (--host-timeout)"
        + holder.map(other -> ", part of it waiting for " + other).orElse("");
  }

  /** What becomes of the host after a failure here; goes on a message. */
  String afterwards() {
    return changing
        ? "; the host finishes or undoes its change by itself; run again to see"
        : ", nothing was changed";
  }

  /** The cause of the cut. */
  synchronized String cutReason() {
    return cut == Cut.DEADLINE ? tooLate() : cut.word();
  }

  /** The worker is done with the host, and must not be interrupted for it any more. */
  synchronized void end() {
    over = true;
    // An interrupt that came too late must not hit the worker's next host.
    Thread.interrupted();
  }
}
