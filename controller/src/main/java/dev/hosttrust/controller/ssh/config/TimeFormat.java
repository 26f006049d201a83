// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times such as {@code 90}, {@code 1m30s} or {@code 2h}: sshd_config(5), TIME FORMATS. */
final class TimeFormat {
  private static final Pattern PART = Pattern.compile("(\\d{1,9})([sSmMhHdDwW]?)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");

  private TimeFormat() {}

  /** The time in seconds; empty if the text is not a time. */
  static OptionalInt seconds(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return OptionalInt.empty();
    }
    long sum = 0;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      sum += Long.parseLong(part.group(1)) * unit(part.group(2));
    }
    return sum > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) sum);
  }

  private static int unit(String letter) {
    return switch (letter) {
      case "m", "M" -> 60;
      case "h", "H" -> 3600;
      case "d", "D" -> 86_400;
      case "w", "W" -> 604_800;
      default -> 1;
    };
  }
}
