// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.words.Findings;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code --expires-within}: whole days or weeks, such as {@code 60d} or {@code 8w}. */
final class Within {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,5})([dw])");
  private static final int DAYS_OF_A_WEEK = 7;

  private Within() {}

  /** Empty where the flag is not given, or is wrong, which the findings say. */
  static Optional<Duration> read(@Nullable String flag, Findings findings) {
    if (flag == null) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(flag.strip());
    if (!form.matches()) {
      findings.problem(
          "--expires-within %s: must be whole days or weeks, such as 60d or 8w".formatted(flag));
      return Optional.empty();
    }
    int number = Integer.parseInt(form.group(1));
    return Optional.of(
        Duration.ofDays(form.group(2).equals("w") ? number * DAYS_OF_A_WEEK : number));
  }
}
