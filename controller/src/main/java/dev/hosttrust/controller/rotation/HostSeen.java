// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rotation;

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
import dev.hosttrust.controller.rotation.HostStanding.Trust;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What one look at a host for one wanted state came to; small, as there may be many hosts. */
public sealed interface HostSeen {
  String host();

  /** What a host came to, by a dry run or by a rollout. */
  static HostSeen of(HostResult result) {
    String host = result.host();
    return switch (result.outcome()) {
      case Unchanged unchanged -> AsWanted.of(host, unchanged.stale(), unchanged.evidence());
      case Changed changed -> AsWanted.of(host, changed.stale(), changed.evidence());
      case WouldChange would ->
          new Pending(
              host,
              would.plan().stepsByStore().entrySet().stream()
                  .filter(store -> store.getValue() == 0)
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toSet()),
              Set.copyOf(would.plan().stepsByStore().keySet()));
      case Failed failed ->
          new NotSeen(host, Trust.FAILED, "failed: " + String.join("; ", failed.reasons()));
      case Unreachable unreachable ->
          new NotSeen(host, Trust.UNREACHABLE, "unreachable: " + unreachable.reason());
      case Skipped skipped -> new NotSeen(host, Trust.FAILED, "skipped: " + skipped.reason());
    };
  }

  /**
   * The host is as wanted.
   *
   * @param stale its daemons that do not see that
   * @param staleAtPull those of them that do not see it at a pull from a registry either
   * @param isAllGone whether nothing keeps a CA trusted that is to go
   */
  record AsWanted(String host, List<String> stale, List<String> staleAtPull, boolean isAllGone)
      implements HostSeen {
    private static AsWanted of(String host, List<DaemonState> stale, Evidence evidence) {
      List<String> proved = evidence.proofs().stream().map(Proof::store).distinct().toList();
      return new AsWanted(
          host,
          stale.stream().map(DaemonState::name).toList(),
          stale.stream()
              .filter(daemon -> !seesAtPull(daemon, proved))
              .map(DaemonState::name)
              .toList(),
          evidence.keptBy().isEmpty());
    }

    private static boolean seesAtPull(DaemonState daemon, List<String> proved) {
      return Daemon.named(daemon.name())
          .filter(known -> known.seesAtPull(daemon.unseen(), proved))
          .isPresent();
    }
  }

  /**
   * A rollout would change the host.
   *
   * @param settled stores that it would leave as they are
   * @param stores all of the host's
   */
  record Pending(String host, Set<String> settled, Set<String> stores) implements HostSeen {}

  /** Nothing is known of the host. */
  record NotSeen(String host, Trust trust, String reason) implements HostSeen {
    public HostStanding standing() {
      return HostStanding.unknown(host, trust, reason);
    }
  }
}
