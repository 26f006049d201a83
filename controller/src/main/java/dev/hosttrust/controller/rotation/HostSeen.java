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
      case Unchanged unchanged ->
          asWanted(host, unchanged, unchanged.evidence(), unchanged.warnings());
      case Changed changed -> asWanted(host, changed, changed.evidence(), changed.warnings());
      case WouldChange would -> {
        Set<String> settled =
            would.plan().stepsByStore().entrySet().stream()
                .filter(store -> store.getValue() == 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        yield new Pending(
            host,
            settled,
            Set.copyOf(would.plan().stepsByStore().keySet()),
            Stale.of(would.stale(), settled),
            would.plan().warnings());
      }
      case Failed failed ->
          new NotSeen(host, Trust.FAILED, "failed: " + String.join("; ", failed.reasons()));
      case Unreachable unreachable ->
          new NotSeen(host, Trust.UNREACHABLE, "unreachable: " + unreachable.reason());
      case Skipped skipped -> new NotSeen(host, Trust.FAILED, "skipped: " + skipped.reason());
    };
  }

  private static AsWanted asWanted(
      String host, Outcome outcome, Evidence evidence, List<String> notes) {
    Set<String> readBack = evidence.proofs().stream().map(Proof::store).collect(Collectors.toSet());
    return new AsWanted(host, Stale.of(outcome.stale(), readBack), evidence.keptBy(), notes);
  }

  /**
   * Daemons that do not see what is wanted.
   *
   * @param all of them
   * @param atPull those of them that do not see it at a pull from a registry either
   */
  record Stale(List<String> all, List<String> atPull) {
    private static Stale of(List<DaemonState> daemons, Set<String> stores) {
      return new Stale(
          daemons.stream().map(DaemonState::name).toList(),
          daemons.stream()
              .filter(daemon -> !seesAtPull(daemon, stores))
              .map(DaemonState::name)
              .toList());
    }

    private static boolean seesAtPull(DaemonState daemon, Set<String> stores) {
      return Daemon.named(daemon.name())
          .filter(known -> known.seesAtPull(daemon.unseen(), stores))
          .isPresent();
    }
  }

  /**
   * The host is as wanted.
   *
   * @param keptBy files that keep a CA trusted which is to go
   * @param notes what else the operator should know of it
   */
  record AsWanted(String host, Stale stale, List<String> keptBy, List<String> notes)
      implements HostSeen {}

  /**
   * A rollout would change the host.
   *
   * @param settled stores that it would leave as they are
   * @param stores all of the host's
   * @param stale as the daemons will be then
   * @param notes what else the operator should know of it
   */
  record Pending(
      String host, Set<String> settled, Set<String> stores, Stale stale, List<String> notes)
      implements HostSeen {}

  /** Nothing is known of the host. */
  record NotSeen(String host, Trust trust, String reason) implements HostSeen {
    public HostStanding standing() {
      return HostStanding.unknown(host, trust, reason);
    }
  }
}
