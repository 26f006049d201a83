// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.shell.ShellException;
import java.util.List;

/** What came of one host. */
public sealed interface Outcome {

  /**
   * The daemons that owe a restart, or will owe it once the plan of check mode is carried out;
   * empty where nothing is known of the host.
   */
  default List<DaemonState> stale() {
    return daemons().stream().filter(DaemonState::isStale).toList();
  }

  /** The daemons that read trust only when they start; empty where nothing is known of the host. */
  default List<DaemonState> daemons() {
    return switch (this) {
      case Unchanged unchanged -> unchanged.evidence().daemons();
      case Changed changed -> changed.evidence().daemons();
      case WouldChange would -> would.plan().daemons();
      case Failed _, Unreachable _, Skipped _ -> List.of();
    };
  }

  /** What came of a host whose shell failed. */
  static Outcome of(ShellException e) {
    return switch (e.kind()) {
      case UNREACHABLE -> new Unreachable(e.getMessage());
      case REFUSED -> new Failed(e.getMessage());
    };
  }

  /**
   * Nothing was to be done.
   *
   * @param warnings what else the operator should know of the host; may be empty
   */
  record Unchanged(Evidence evidence, List<String> warnings) implements Outcome {
    public Unchanged {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * The plan was carried out and its effect read back.
   *
   * @param warnings what the host's tools complained about, and what else the operator should know
   *     of the host; may be empty
   */
  record Changed(Plan plan, Evidence evidence, List<String> warnings) implements Outcome {
    public Changed {
      warnings = List.copyOf(warnings);
    }
  }

  /** Check mode: the plan that a rollout would carry out. */
  record WouldChange(Plan plan) implements Outcome {}

  /** The host is as it was, unless a reason says otherwise. */
  record Failed(List<String> reasons) implements Outcome {
    public Failed {
      reasons = List.copyOf(reasons);
    }

    public Failed(String reason) {
      this(List.of(reason));
    }
  }

  /** No connection, or it was lost. */
  record Unreachable(String reason) implements Outcome {}

  /** Not begun. */
  record Skipped(String reason) implements Outcome {}
}
