// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rotation;

import dev.hosttrust.agent.trust.Succession;
import dev.hosttrust.controller.rotation.HostStanding.Trust;
import dev.hosttrust.controller.tls.Served.Chain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * How far a rotation is, by a look at all hosts and servers; nothing else is kept of it.
 *
 * @param successions which CA takes the place of which
 * @param hosts all that are not excused
 * @param servers all whose chain shall lead to the new CA
 * @param unserved names of those anchors that no server was named for
 * @param excusedDaemons names of daemons that need not see the new CA
 */
public record RotationState(
    List<Succession> successions,
    List<HostStanding> hosts,
    List<ServerStanding> servers,
    List<String> unserved,
    Set<String> excusedDaemons) {
  public RotationState {
    successions = List.copyOf(successions);
    hosts = List.copyOf(hosts);
    servers = List.copyOf(servers);
    unserved = List.copyOf(unserved);
    excusedDaemons = Set.copyOf(excusedDaemons);
  }

  /**
   * What comes next. While there are hosts with both CAs, one that could not be looked at counts as
   * one that lacks the new CA.
   */
  public RotationPhase phase() {
    List<String> unknown = names(Trust.UNKNOWN);
    if (!names(Trust.LACKING).isEmpty() || unknown.size() == hosts.size()) {
      return RotationPhase.ADD;
    }
    if (names(Trust.BOTH).isEmpty()) {
      return unknown.isEmpty() ? RotationPhase.DONE : RotationPhase.FINISH;
    }
    if (!unknown.isEmpty()) {
      return RotationPhase.ADD;
    }
    if (!blind().isEmpty()) {
      return RotationPhase.RESTART;
    }
    return unserved.isEmpty() && servers.stream().allMatch(ServerStanding::isNew)
        ? RotationPhase.FINISH
        : RotationPhase.SERVERS;
  }

  /** The hosts of which it is not proved that they trust the new CA. */
  public List<HostStanding> lacking() {
    return hosts.stream()
        .filter(host -> host.trust() == Trust.LACKING || host.trust() == Trust.UNKNOWN)
        .toList();
  }

  /** The names of the hosts that stand so. */
  public List<String> names(Trust trust) {
    return hosts.stream().filter(h -> h.trust() == trust).map(HostStanding::host).toList();
  }

  /**
   * The daemons of hosts with both CAs that do not see the new one until they are restarted, each
   * with its hosts.
   */
  public SequencedMap<String, List<String>> blind() {
    return daemons(Trust.BOTH);
  }

  /** The daemons of hosts without the old CA that trust it until they are restarted. */
  public SequencedMap<String, List<String>> clinging() {
    return daemons(Trust.NEW);
  }

  private SequencedMap<String, List<String>> daemons(Trust trust) {
    SequencedMap<String, List<String>> daemons = new LinkedHashMap<>();
    for (HostStanding host : hosts) {
      if (host.trust() == trust) {
        host.daemons().stream()
            .filter(daemon -> !excusedDaemons.contains(daemon))
            .forEach(d -> daemons.computeIfAbsent(d, name -> new ArrayList<>()).add(host.host()));
      }
    }
    return daemons;
  }

  /** The servers that do not serve the new CA's chain yet. */
  public List<String> oldServers() {
    return servers.stream().filter(s -> !s.isNew()).map(ServerStanding::name).toList();
  }

  /** What breaks connections at this moment, for people; as a rule nothing does. */
  public List<String> alarms() {
    List<String> alarms = new ArrayList<>();
    List<String> tooEarly = servers(Chain.NEW);
    if (!tooEarly.isEmpty() && !names(Trust.LACKING).isEmpty()) {
      alarms.add(
          "%s: serves the new CA's chain already, and hosts above do not trust it; run 'hosttrust rotate add' now"
              .formatted(String.join(", ", tooEarly)));
    }
    List<String> tooLate = servers(Chain.OLD);
    if (!tooLate.isEmpty() && !names(Trust.NEW).isEmpty()) {
      alarms.add(
          "%s: serves the old CA's chain still, and hosts above trust it no longer; run 'hosttrust rotate add' now, or change its certificate"
              .formatted(String.join(", ", tooLate)));
    }
    return alarms;
  }

  private List<String> servers(Chain chain) {
    return servers.stream().filter(s -> s.has(chain)).map(ServerStanding::name).toList();
  }
}
