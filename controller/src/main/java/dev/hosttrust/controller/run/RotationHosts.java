// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.trust.CheckedSpec;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rotation.HostSeen;
import dev.hosttrust.controller.rotation.HostSeen.AsWanted;
import dev.hosttrust.controller.rotation.HostSeen.NotSeen;
import dev.hosttrust.controller.rotation.HostSeen.Pending;
import dev.hosttrust.controller.rotation.HostStanding;
import dev.hosttrust.controller.rotation.HostStanding.Trust;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How hosts stand between two CAs. Each is compared with what a rollout of both would leave; if it
 * differs, with the new CA alone; and if it differs from that too, with the new CA and no word of
 * the old one. What one of the three leaves in a store as it is, has the new CA there.
 */
final class RotationHosts {
  private final CheckedSpec spec;

  RotationHosts(CheckedSpec spec) {
    this.spec = spec;
  }

  /** In the order of the jobs, without those that a stop left out. */
  List<HostStanding> look(List<HostJob> jobs, HostsLook look) throws InterruptedException {
    Map<String, HostSeen> both = look.look(jobs, spec.spec());
    Map<String, HostSeen> after =
        look.look(
            jobs.stream().filter(job -> both.get(job.name()) instanceof Pending).toList(),
            spec.succeeded());
    Map<String, HostSeen> next =
        look.look(
            jobs.stream().filter(job -> isUnclear(after.get(job.name()))).toList(),
            spec.withoutPrevious());
    return jobs.stream()
        .map(HostJob::name)
        .flatMap(host -> standing(seen(host, both), seen(host, after), seen(host, next)).stream())
        .toList();
  }

  private static Optional<HostSeen> seen(String host, Map<String, HostSeen> seen) {
    return Optional.ofNullable(seen.get(host));
  }

  /** The daemons of a host with the new CA alone may not have seen it, or have seen the old go. */
  private static boolean isUnclear(@Nullable HostSeen after) {
    return after instanceof Pending
        || (after instanceof AsWanted alone && !alone.stale().all().isEmpty());
  }

  private Optional<HostStanding> standing(
      Optional<HostSeen> both, Optional<HostSeen> after, Optional<HostSeen> next) {
    return both.flatMap(
        seen ->
            switch (seen) {
              case AsWanted wanted -> Optional.of(ofBoth(wanted));
              case NotSeen not -> Optional.of(not.standing());
              case Pending pending -> after.map(then -> standing(pending, then, next));
            });
  }

  private HostStanding standing(Pending both, HostSeen after, Optional<HostSeen> next) {
    String host = both.host();
    List<String> blind = next.map(this::blind).orElse(List.of());
    return switch (after) {
      case AsWanted alone -> withoutPrevious(alone, blind);
      case NotSeen not -> not.standing();
      case Pending pending ->
          isThere(both, pending, next)
              ? new HostStanding(host, Trust.PARTLY, "", blind, List.of(), pending.notes())
              : HostStanding.of(host, Trust.LACKING, both.notes());
    };
  }

  private static HostStanding withoutPrevious(AsWanted alone, List<String> blind) {
    String keeps =
        alone.keptBy().isEmpty() ? "" : "it is still in " + String.join(", ", alone.keptBy());
    Trust trust = keeps.isEmpty() ? Trust.NEW : Trust.PARTLY;
    return new HostStanding(alone.host(), trust, keeps, blind, alone.stale().all(), alone.notes());
  }

  /** Whether each store has the new CA, as one look or another shows. */
  private static boolean isThere(Pending both, Pending after, Optional<HostSeen> next) {
    Set<String> settled = new HashSet<>(both.settled());
    settled.addAll(after.settled());
    return switch (next.orElse(after)) {
      case AsWanted _ -> true;
      case NotSeen _ -> false;
      case Pending pending -> {
        settled.addAll(pending.settled());
        yield settled.containsAll(both.stores());
      }
    };
  }

  /**
   * Where all that change serve registries, a store of registries makes up for what a daemon has
   * not seen of the system store.
   */
  private List<String> blind(HostSeen.Stale stale) {
    boolean byRegistry = spec.successions().stream().noneMatch(s -> s.registries().isEmpty());
    return byRegistry ? stale.atPull() : stale.all();
  }

  private List<String> blind(HostSeen seen) {
    return switch (seen) {
      case AsWanted wanted -> blind(wanted.stale());
      case Pending pending -> blind(pending.stale());
      case NotSeen _ -> List.of();
    };
  }

  private HostStanding ofBoth(AsWanted wanted) {
    return new HostStanding(
        wanted.host(), Trust.BOTH, "", blind(wanted), List.of(), wanted.notes());
  }

  /** After a rollout of both CAs. */
  HostStanding added(HostSeen seen) {
    return switch (seen) {
      case AsWanted wanted -> ofBoth(wanted);
      case NotSeen not -> not.standing();
      case Pending pending -> HostStanding.of(pending.host(), Trust.LACKING, pending.notes());
    };
  }

  /** After a removal of the old CA from a host that had the new one. */
  static HostStanding finished(HostSeen seen) {
    return switch (seen) {
      case AsWanted wanted -> withoutPrevious(wanted, List.of());
      case NotSeen not -> HostStanding.unknown(not.host(), Trust.PARTLY, not.reason());
      case Pending pending -> HostStanding.of(pending.host(), Trust.PARTLY, pending.notes());
    };
  }
}
