// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of hosts, or a percentage of all of them.
 *
 * @param value the number, not negative; of a percentage at most 100
 * @param percent whether it is a percentage
 */
public record Portion(int value, boolean percent) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,7})(%?)");
  private static final int WHOLE = 100;

  public Portion {
    if (value < 0 || (percent && value > WHOLE)) {
      throw new IllegalArgumentException(value + (percent ? "%" : ""));
    }
  }

  public static Portion hosts(int number) {
    return new Portion(number, false);
  }

  public static Portion percent(int percent) {
    return new Portion(percent, true);
  }

  /** What the text says, such as {@code 5} or {@code 10%}; empty if it has another form. */
  public static Optional<Portion> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int value = Integer.parseInt(form.group(1));
    boolean percent = !form.group(2).isEmpty();
    return percent && value > WHOLE ? Optional.empty() : Optional.of(new Portion(value, percent));
  }

  /**
   * How many hosts of so many that are, at least one: {@code pct_to_int} of ansible-core's {@code
   * utils/helpers.py}, which computes with a double as well, so that 29% of 100 is 28.
   */
  public int of(int all) {
    return Math.max(1, percent ? (int) (value / 100.0 * all) : value);
  }

  @Override
  public String toString() {
    return value + (percent ? "%" : "");
  }
}
