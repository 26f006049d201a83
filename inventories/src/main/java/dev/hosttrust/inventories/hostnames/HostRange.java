// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.hostnames;

import dev.hosttrust.inventories.python.PythonNumbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Ranges in host names: {@code web[01:20].example.com}, {@code db-[a:f]}, {@code n[0:10:2]}.
 *
 * <p>Source of the rules: {@code expand_hostname_range} in {@code
 * ansible/plugins/inventory/__init__.py}.
 */
final class HostRange {

  /** Far above any fleet; a larger number is a typing error that would only eat the memory. */
  private static final int MAX_HOSTS = 100_000;

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private HostRange() {}

  /** All names that a pattern stands for, in order. */
  static List<String> expand(String pattern) throws HostNameException {
    List<String> names = new ArrayList<>();
    expand(pattern, names);
    return names;
  }

  private static void expand(String pattern, List<String> names) throws HostNameException {
    int open = pattern.indexOf('[');
    if (open < 0) {
      if (names.size() >= MAX_HOSTS) {
        throw new HostNameException(
            "the range stands for more than 100,000 hosts; make it smaller");
      }
      names.add(pattern);
      return;
    }
    int close = pattern.indexOf(']');
    if (close < open || pattern.indexOf('|') >= 0) {
      throw new HostNameException("the [ of a range is not closed; write begin:end in brackets");
    }
    String head = pattern.substring(0, open);
    String tail = pattern.substring(close + 1);
    for (String part : parts(pattern.substring(open + 1, close))) {
      expand(head + part + tail, names);
    }
  }

  private static List<String> parts(String range) throws HostNameException {
    String[] bounds = range.split(":", -1);
    if (bounds.length != 2 && bounds.length != 3) {
      throw new HostNameException("a range must be begin:end or begin:end:step, not " + range);
    }
    String begin = bounds[0].isEmpty() ? "0" : bounds[0];
    String end = bounds[1];
    if (end.isEmpty()) {
      throw new HostNameException("the range " + range + " has no end; write begin:end");
    }
    int width = begin.startsWith("0") && begin.length() > 1 ? begin.length() : 0;
    if (width > 0 && width != end.length()) {
      throw new HostNameException(
          "begin and end of the range " + range + " must have as many digits as each other");
    }
    long step = bounds.length == 3 ? number(bounds[2], range) : 1;
    int first = LETTERS.indexOf(begin);
    int last = LETTERS.indexOf(end);
    return first >= 0 && last >= 0
        ? letters(first, last, step, range)
        : numbers(number(begin, range), number(end, range), step, width, range);
  }

  private static long number(String digits, String range) throws HostNameException {
    return PythonNumbers.parseInt(digits)
        .orElseThrow(
            () ->
                new HostNameException(
                    "the range " + range + " mixes letters and numbers, or is neither"));
  }

  private static List<String> letters(int first, int last, long step, String range)
      throws HostNameException {
    if (first > last) {
      throw new HostNameException(
          "the range " + range + " runs backwards; put the smaller end first");
    }
    checkStep(step, range);
    List<String> parts = new ArrayList<>();
    for (long i = first; i <= last; i += step) {
      parts.add(LETTERS.substring((int) i, (int) i + 1));
    }
    return parts;
  }

  private static List<String> numbers(long first, long last, long step, int width, String range)
      throws HostNameException {
    checkStep(step, range);
    if (first > last) {
      throw new HostNameException(
          "the range " + range + " runs backwards; put the smaller end first");
    }
    if ((last - first) / step >= MAX_HOSTS) {
      throw new HostNameException("the range " + range + " stands for more than 100,000 hosts");
    }
    List<String> parts = new ArrayList<>();
    for (long i = first; i <= last; i += step) {
      parts.add(zeroFill(Long.toString(i), width));
    }
    return parts;
  }

  private static void checkStep(long step, String range) throws HostNameException {
    if (step < 1) {
      throw new HostNameException("the step of the range " + range + " must be 1 or more");
    }
  }

  private static String zeroFill(String number, int width) {
    return "0".repeat(Math.max(0, width - number.length())) + number;
  }
}
