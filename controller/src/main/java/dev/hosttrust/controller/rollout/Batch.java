// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import java.util.List;

/**
 * Hosts that are run together; the next batch begins when all of them are done.
 *
 * @param number from 1
 * @param of how many batches there are
 * @param hosts in the order in which they are begun
 */
public record Batch(int number, int of, List<HostJob> hosts) {
  public Batch {
    hosts = List.copyOf(hosts);
  }

  /** The hosts of all batches, in the order in which they have their turns. */
  public static List<HostJob> inTurn(List<Batch> batches) {
    return batches.stream().flatMap(batch -> batch.hosts().stream()).toList();
  }

  /** Such as {@code batch 2 of 5 (12 hosts)}. */
  public String title() {
    return title(number, of, hosts.size());
  }

  /** The title of a batch of so many hosts. */
  public static String title(int number, int of, int hosts) {
    return "batch %d of %d (%d %s)".formatted(number, of, hosts, hosts == 1 ? "host" : "hosts");
  }
}
