// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.pause.PauseLength;
import dev.hosttrust.controller.rollout.Batches;
import dev.hosttrust.controller.rollout.FailureLimit;
import dev.hosttrust.controller.rollout.HostOrder;
import dev.hosttrust.controller.rollout.Portion;
import dev.hosttrust.words.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the flags say about batches and their limits.
 *
 * @param batches how the fleet is divided
 * @param limit how many hosts may fail
 * @param pause how long to wait between batches
 */
record BatchSettings(Batches batches, FailureLimit limit, PauseLength pause) {

  /** Reads the flags; what is wrong with them goes into the findings. */
  static BatchSettings read(BatchFlags flags, Findings findings) {
    List<Portion> serial = portions("--serial", flags.serial(), "5, 10% or 1,10%,100%", findings);
    if (serial.stream().anyMatch(portion -> portion.value() == 0)) {
      findings.problem(
          "--serial %s: a batch has at least one host; leave --serial out to run all at once"
              .formatted(flags.serial()));
    }
    List<Portion> most = portions("--max-fail", flags.maxFail(), "3, 10% or 3,10%", findings);
    long percentages = most.stream().filter(Portion::percent).count();
    if (percentages > 1 || most.size() - percentages > 1) {
      findings.problem(
          "--max-fail %s: give one number of hosts and one percentage at most, such as 3,10%%"
              .formatted(flags.maxFail()));
    }
    if (flags.pause() != null && hasOneBatch(flags)) {
      findings.problem(
          "--pause: waits between batches, and there is only one; add --serial, --canary or"
              + " --order zones");
    }
    return new BatchSettings(
        new Batches(serial, flags.order()),
        new FailureLimit(most, flags.ignoreUnreachable()),
        PauseLength.read(flags.pause(), findings));
  }

  private static boolean hasOneBatch(BatchFlags flags) {
    return flags.serial() == null && flags.canary() == null && flags.order() != HostOrder.ZONES;
  }

  private static List<Portion> portions(
      String flag, @Nullable String value, String examples, Findings findings) {
    List<Portion> portions = new ArrayList<>();
    for (String part : value == null ? List.<String>of() : List.of(value.split(",", -1))) {
      Optional<Portion> portion = Portion.parse(part.strip());
      if (portion.isEmpty()) {
        findings.problem(
            "%s %s: '%s' is neither a number of hosts nor a percentage up to 100%%; write such as %s"
                .formatted(flag, value, part.strip(), examples));
      }
      portion.ifPresent(portions::add);
    }
    return portions;
  }
}
