// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.pause;

import dev.hosttrust.words.Findings;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a rollout waits between two batches, if nobody ends the wait. */
public sealed interface PauseLength {
  Pattern SECONDS = Pattern.compile("\\d{1,7}");

  /** Not at all. */
  record None() implements PauseLength {}

  /** So long. */
  record Seconds(Duration length) implements PauseLength {}

  /** Until somebody says so. */
  record UntilKey() implements PauseLength {}

  /**
   * What {@code --pause} says.
   *
   * @param flag null if it is not given
   */
  static PauseLength read(@Nullable String flag, Findings findings) {
    if (flag == null) {
      return new None();
    }
    if (flag.equals("key")) {
      return new UntilKey();
    }
    if (SECONDS.matcher(flag).matches()) {
      return new Seconds(Duration.ofSeconds(Long.parseLong(flag)));
    }
    findings.problem("--pause %s: must be a number of seconds, or 'key'".formatted(flag));
    return new None();
  }
}
