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
import java.util.function.Function;

/**
 * How far a rotation is, by a look at all hosts and servers; nothing else is kept of it.
 *
 * @param successions which CA takes the place of which
 * @param hosts all of the inventory that are not excused
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

  /** What comes next: the first thing that is missing. */
  public RotationPhase phase() {
    if (hosts.isEmpty() || !lacking().isEmpty()) {
      return RotationPhase.ADD;
    }
    if (!blind().isEmpty()) {
      return RotationPhase.RESTART;
    }
    if (!unserved.isEmpty() || !oldServers().isEmpty()) {
      return RotationPhase.SERVERS;
    }
    return isOldGone() ? RotationPhase.DONE : RotationPhase.FINISH;
  }

  /** Whether no host is known to have the old CA, or a part of it. */
  public boolean isOldGone() {
    return names(Trust.BOTH).isEmpty() && names(Trust.PARTLY).isEmpty();
  }

  /** The hosts of which it is not proved that they trust the new CA. */
  public List<HostStanding> lacking() {
    return hosts.stream()
        .filter(host -> host.trust() == Trust.LACKING || !host.trust().isKnown())
        .toList();
  }

  /** The hosts of which it is not known what they trust. */
  public List<HostStanding> unknown() {
    return hosts.stream().filter(host -> !host.trust().isKnown()).toList();
  }

  /** The names of the hosts that stand so. */
  public List<String> names(Trust trust) {
    return hosts.stream().filter(h -> h.trust() == trust).map(HostStanding::host).toList();
  }

  /** The hosts on which something has to be mended before the old CA can go. */
  public List<String> stuck() {
    return hosts.stream().filter(HostStanding::isStuck).map(HostStanding::host).toList();
  }

  /** What else is to be known of hosts, each with those of which it is said. */
  public SequencedMap<String, List<String>> notes() {
    return hostsBy(HostStanding::notes);
  }

  /** The daemons that do not see the new CA until they are restarted, each with its hosts. */
  public SequencedMap<String, List<String>> blind() {
    SequencedMap<String, List<String>> blind = hostsBy(HostStanding::blind);
    excusedDaemons.forEach(blind::remove);
    return blind;
  }

  /** The daemons that trust the old CA until they are restarted, though their hosts do not. */
  public SequencedMap<String, List<String>> clinging() {
    return hostsBy(HostStanding::clinging);
  }

  /** What is said of hosts, each with those of which it is said. */
  private SequencedMap<String, List<String>> hostsBy(Function<HostStanding, List<String>> said) {
    SequencedMap<String, List<String>> by = new LinkedHashMap<>();
    for (HostStanding host : hosts) {
      said.apply(host)
          .forEach(each -> by.computeIfAbsent(each, key -> new ArrayList<>()).add(host.host()));
    }
    return by;
  }

  /** The servers that do not serve the new CA's chain yet. */
  public List<String> oldServers() {
    return servers.stream().filter(s -> !s.isNew()).map(ServerStanding::name).toList();
  }

  /** Those of them that serve another chain. */
  public List<String> serversToChange() {
    return servers.stream()
        .filter(s -> !s.isNew() && !s.isUnseen())
        .map(ServerStanding::name)
        .toList();
  }

  /** Those of them of which nothing is missing but a look. */
  public List<String> unseenServers() {
    return servers.stream().filter(ServerStanding::isUnseen).map(ServerStanding::name).toList();
  }

  /** The servers that serve a chain already which a client with the old CA alone refuses. */
  public List<String> newServers() {
    return servers(Chain.NEW);
  }

  /** What breaks connections at this moment, for people; as a rule nothing does. */
  public List<String> alarms() {
    List<String> alarms = new ArrayList<>();
    List<String> tooEarly = newServers();
    if (!tooEarly.isEmpty() && !names(Trust.LACKING).isEmpty()) {
      alarms.add(
          "%s: serves the new CA's chain already, and hosts above may not trust it; run 'hosttrust rotate add' now"
              .formatted(String.join(", ", tooEarly)));
    }
    List<String> tooLate = servers(Chain.OLD);
    if (!tooLate.isEmpty() && !(names(Trust.NEW).isEmpty() && names(Trust.PARTLY).isEmpty())) {
      alarms.add(
          "%s: serves the old CA's chain still, and hosts above may trust it no longer; run 'hosttrust rotate add' now, or change its certificate"
              .formatted(String.join(", ", tooLate)));
    }
    return alarms;
  }

  private List<String> servers(Chain chain) {
    return servers.stream().filter(s -> s.has(chain)).map(ServerStanding::name).toList();
  }
}
