// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.rollout.HostOrder;
import org.jspecify.annotations.Nullable;

/**
 * How a rollout goes through the fleet, as the command line says; {@link BatchSettings} reads it.
 *
 * @param shard {@code --shard}: the part of the hosts that this run takes; null for all of them
 * @param serial {@code --serial}: the sizes of the batches; null for all hosts at once
 * @param canary {@code --canary}: a pattern of the hosts that come first; null for none
 * @param order {@code --order}
 * @param pause {@code --pause}: seconds, or {@code key}; null for none
 * @param maxFail {@code --max-fail}: numbers and percentages; null for no limit
 * @param ignoreUnreachable whether hosts that cannot be reached do not count for the limit
 */
public record BatchFlags(
    @Nullable String shard,
    @Nullable String serial,
    @Nullable String canary,
    HostOrder order,
    @Nullable String pause,
    @Nullable String maxFail,
    boolean ignoreUnreachable) {}
