// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.controller.rollout.Shard;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The run that a report is about.
 *
 * @param id different for each run
 * @param version of this program
 * @param command as it is typed, such as {@code rollout}
 * @param step what a command of several steps did, such as {@code finish}
 * @param check whether nothing is written
 * @param started when
 * @param shard the part of the fleet that the run takes; empty where it takes all of it
 * @param parts the ids of the runs that it was merged from; none where it is one run
 */
public record Run(
    String id,
    String version,
    String command,
    Optional<String> step,
    boolean check,
    Instant started,
    Optional<Shard> shard,
    List<String> parts) {
  public Run {
    parts = List.copyOf(parts);
  }

  /** Of a command without steps. */
  public Run(
      String id,
      String version,
      String command,
      boolean check,
      Instant started,
      Optional<Shard> shard,
      List<String> parts) {
    this(id, version, command, Optional.empty(), check, started, shard, parts);
  }

  /** The command with its step, as it is typed. */
  public String words() {
    return step.map(word -> command + " " + word).orElse(command);
  }
}
