// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rotation;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Skipped;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.Unreachable;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.daemon.Daemon;
import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.controller.rollout.HostResult;
import java.util.List;

/**
 * Which of the two CAs a host trusts, as it was read back.
 *
 * @param reason why it is not known, for people; else empty
 * @param daemons those that started before the last change and do not see it
 */
public record HostStanding(String host, Trust trust, String reason, List<String> daemons) {
  /** What a host trusts. */
  public enum Trust {
    /** The old CA and the new one, in every store. */
    BOTH,
    /** The new CA, and the old one in no store. */
    NEW,
    /** Somewhere the new CA is missing. */
    LACKING,
    /** Nobody could look. */
    UNKNOWN
  }

  public HostStanding {
    daemons = List.copyOf(daemons);
  }

  /**
   * Where both CAs were wanted.
   *
   * @param byRegistry whether all that change serve registries, so that a store of registries makes
   *     up for what a daemon has not seen of the system store
   */
  public static HostStanding ofBoth(HostResult result, boolean byRegistry) {
    return of(result, Trust.BOTH, byRegistry);
  }

  /** Where the new CA was wanted, and the old one not. */
  public static HostStanding ofNew(HostResult result) {
    return of(result, Trust.NEW, false);
  }

  private static HostStanding of(HostResult result, Trust wanted, boolean byRegistry) {
    String host = result.host();
    return switch (result.outcome()) {
      case Unchanged unchanged -> known(host, wanted, unchanged, unchanged.evidence(), byRegistry);
      case Changed changed -> known(host, wanted, changed, changed.evidence(), byRegistry);
      case WouldChange _ -> new HostStanding(host, Trust.LACKING, "", List.of());
      case Failed failed -> unknown(host, "failed: " + String.join("; ", failed.reasons()));
      case Unreachable unreachable -> unknown(host, "unreachable: " + unreachable.reason());
      case Skipped skipped -> unknown(host, "skipped: " + skipped.reason());
    };
  }

  private static HostStanding unknown(String host, String reason) {
    return new HostStanding(host, Trust.UNKNOWN, reason, List.of());
  }

  private static HostStanding known(
      String host, Trust trust, Outcome outcome, Evidence evidence, boolean byRegistry) {
    return new HostStanding(
        host,
        trust,
        "",
        outcome.stale().stream()
            .filter(daemon -> !byRegistry || !seesAtPull(daemon, evidence))
            .map(DaemonState::name)
            .toList());
  }

  private static boolean seesAtPull(DaemonState daemon, Evidence evidence) {
    List<String> proved = evidence.proofs().stream().map(Proof::store).distinct().toList();
    return Daemon.named(daemon.name())
        .filter(known -> known.seesAtPull(daemon.unseen(), proved))
        .isPresent();
  }
}
