// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.nodeset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The numbers at one place of many names, such as {@code 1-3,7}. Immutable.
 *
 * @param ranges at least one
 */
record NumberList(List<NumberRange> ranges) {
  private static final Comparator<String> BY_VALUE =
      Comparator.<String>comparingLong(Long::parseLong).thenComparingInt(String::length);

  NumberList {
    ranges = List.copyOf(ranges);
  }

  /**
   * @param numbers digits as they stand in names; at least one
   */
  static NumberList of(Collection<String> numbers) {
    List<NumberRange> ranges = new ArrayList<>();
    for (String digits : numbers.stream().distinct().sorted(BY_VALUE).toList()) {
      if (!ranges.isEmpty() && ranges.getLast().isFollowedBy(digits)) {
        ranges.set(ranges.size() - 1, ranges.getLast().upTo(Long.parseLong(digits)));
      } else {
        ranges.add(NumberRange.of(digits));
      }
    }
    return new NumberList(ranges);
  }

  /** Reads what stands between the brackets; empty if that is anything else. */
  static Optional<NumberList> parse(String text) {
    List<NumberRange> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Optional<NumberRange> range = NumberRange.parse(part);
      if (range.isEmpty()) {
        return Optional.empty();
      }
      ranges.add(range.get());
    }
    return Optional.of(new NumberList(ranges));
  }

  boolean contains(String digits) {
    return ranges.stream().anyMatch(range -> range.contains(digits));
  }

  boolean isOne() {
    return ranges.size() == 1 && ranges.getFirst().count() == 1;
  }

  /** How many numbers these are, the largest {@code long} if they are more than that. */
  long count() {
    return ranges.stream().mapToLong(NumberRange::count).reduce(0, NumberList::sum);
  }

  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** The first ranges. */
  NumberList first(int number) {
    return new NumberList(ranges.subList(0, number));
  }

  /** In brackets, unless it is one number. */
  @Override
  public String toString() {
    String numbers = ranges.stream().map(NumberRange::toString).collect(Collectors.joining(","));
    return isOne() ? numbers : "[" + numbers + "]";
  }

  /** In brackets with a comma. */
  String withComma() {
    return ranges.size() == 1 ? "[" + ranges.getFirst().withLastApart() + "]" : toString();
  }
}
