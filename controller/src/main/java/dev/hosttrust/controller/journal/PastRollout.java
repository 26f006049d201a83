// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import dev.hosttrust.controller.rollout.Shard;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A rollout as its journal tells.
 *
 * @param first the command that began it
 * @param resumed those that went on with it, in order
 * @param shard the part of the fleet that it takes; empty where it takes all of it
 * @param hosts by name, in the order of the inventory
 * @param ended when the last command ended; empty if it was killed, or still runs
 * @param running whether a process works on it now
 * @param pause the wait between two batches that it is in; empty unless it runs
 * @param damaged how many lines could not be read
 */
public record PastRollout(
    String id,
    Invocation first,
    List<Invocation> resumed,
    Optional<Shard> shard,
    SequencedMap<String, PastHost> hosts,
    Optional<Instant> ended,
    boolean running,
    Optional<PastPause> pause,
    int damaged) {
  public PastRollout {
    resumed = List.copyOf(resumed);
    hosts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(hosts));
  }

  /** How many hosts are in which state; states without a host are left out. */
  public Map<HostState, Integer> counts() {
    Map<HostState, Integer> counts = new EnumMap<>(HostState.class);
    hosts.values().forEach(host -> counts.merge(host.state(), 1, Integer::sum));
    return counts;
  }

  /** The hosts with daemons that owe a restart. */
  public List<PastHost> stale() {
    return hosts.values().stream().filter(host -> !host.stale().isEmpty()).toList();
  }

  /** The daemons that owe a restart somewhere. */
  public List<String> staleDaemons() {
    return stale().stream().flatMap(host -> host.stale().stream()).distinct().sorted().toList();
  }

  /** Whether nothing is left to do for any host, but restarts that are owed. */
  public boolean isDone() {
    return hosts.values().stream().allMatch(host -> host.state().isDone());
  }

  /** How it stands, in a word or two. */
  public String standing() {
    if (running) {
      return pause.isPresent() ? "paused" : "running";
    }
    if (isDone()) {
      return "done";
    }
    return ended.isPresent() ? "not done" : "cut off";
  }
}
