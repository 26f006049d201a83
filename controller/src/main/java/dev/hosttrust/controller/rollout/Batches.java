// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How a fleet is divided into batches.
 *
 * @param serial how many hosts each batch has, the last entry for all further ones; a percentage is
 *     one of all hosts of the run. As {@code serial} of an Ansible play. Empty for all at once
 * @param order in which hosts are begun
 */
public record Batches(List<Portion> serial, HostOrder order) {
  private static final List<Portion> ALL_AT_ONCE = List.of(Portion.percent(100));

  public Batches {
    serial = List.copyOf(serial);
  }

  /**
   * Every host in exactly one batch: the canaries first, by themselves.
   *
   * @param hosts in the order of the inventory
   */
  public List<Batch> of(List<HostJob> hosts, RandomGenerator random) {
    List<List<HostJob>> parts = divide(hosts, random);
    return IntStream.range(0, parts.size())
        .mapToObj(i -> new Batch(i + 1, parts.size(), parts.get(i)))
        .toList();
  }

  /** The same of hosts of which only a name and a place are known yet. */
  public <T extends Placed> List<List<T>> divide(List<T> hosts, RandomGenerator random) {
    List<T> canaries = hosts.stream().filter(host -> host.place().canary()).toList();
    List<T> others = hosts.stream().filter(host -> !host.place().canary()).toList();
    List<List<T>> parts = new ArrayList<>();
    divide(order.arrange(canaries, random), ALL_AT_ONCE, hosts.size(), parts);
    divide(
        order.arrange(others, random),
        serial.isEmpty() ? ALL_AT_ONCE : serial,
        hosts.size(),
        parts);
    return parts;
  }

  private <T extends Placed> void divide(
      List<T> hosts, List<Portion> sizes, int all, List<List<T>> parts) {
    int entry = 0;
    for (int start = 0; start < hosts.size(); ) {
      int size = sizes.get(Math.min(entry, sizes.size() - 1)).of(all);
      int end = endOfZone(hosts, start, Math.min(hosts.size(), start + size));
      parts.add(hosts.subList(start, end));
      start = end;
      entry++;
    }
  }

  /** The first host after {@code start} that is in another zone, if zones are kept apart. */
  private int endOfZone(List<? extends Placed> hosts, int start, int end) {
    return IntStream.range(start, end)
        .filter(i -> order.keepsZonesApart() && !sameZone(hosts.get(i), hosts.get(start)))
        .findFirst()
        .orElse(end);
  }

  private static boolean sameZone(Placed one, Placed other) {
    return one.place().zone().equals(other.place().zone());
  }
}
