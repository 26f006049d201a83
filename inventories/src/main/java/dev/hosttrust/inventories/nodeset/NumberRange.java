// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.nodeset;

import java.util.Optional;

/**
 * Numbers that follow each other, as they stand in names.
 *
 * @param first not negative
 * @param last at least {@code first}
 * @param width how many digits a number has at least, with zeros in front; 1 for no such zeros
 */
record NumberRange(long first, long last, int width) {

  /** More digits than these fit no {@code long}. */
  static final int MOST_DIGITS = 18;

  NumberRange {
    if (first < 0 || last < first || width < 1) {
      throw new IllegalArgumentException(first + "-" + last + ", width " + width);
    }
  }

  /**
   * A number alone.
   *
   * @param digits as they stand in a name, 1 to {@link #MOST_DIGITS}
   */
  static NumberRange of(String digits) {
    long number = Long.parseLong(digits);
    return new NumberRange(number, number, digits.startsWith("0") ? digits.length() : 1);
  }

  /** Reads {@code 7} or {@code 001-412}; empty for anything else, also if it runs backwards. */
  static Optional<NumberRange> parse(String text) {
    int dash = text.indexOf('-');
    String begin = dash < 0 ? text : text.substring(0, dash);
    String end = text.substring(dash + 1);
    if (!isNumber(begin) || !isNumber(end)) {
      return Optional.empty();
    }
    NumberRange first = of(begin);
    long last = Long.parseLong(end);
    boolean sound = last >= first.first() && end.equals(digits(last, first.width()));
    return sound
        ? Optional.of(new NumberRange(first.first(), last, first.width()))
        : Optional.empty();
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether the number that follows the last one is written like this. */
  boolean isFollowedBy(String digits) {
    return digits.equals(digits(last + 1, width));
  }

  NumberRange upTo(long end) {
    return new NumberRange(first, end, width);
  }

  /**
   * @param digits 1 to {@link #MOST_DIGITS}
   */
  boolean contains(String digits) {
    long number = Long.parseLong(digits);
    return number >= first && number <= last && digits.equals(digits(number, width));
  }

  long count() {
    return last - first + 1;
  }

  private static String digits(long number, int width) {
    String digits = Long.toString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }

  @Override
  public String toString() {
    String begin = digits(first, width);
    return first == last ? begin : begin + "-" + digits(last, width);
  }

  /** The same with the last number apart: {@code 1-411,412}. */
  String withLastApart() {
    return first == last
        ? toString()
        : new NumberRange(first, last - 1, width) + "," + digits(last, width);
  }
}
