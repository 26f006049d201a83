// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.toml;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** How numbers, truth values, dates and times are written. */
final class TomlPlain {
  /** No value that means something is longer, and no pattern meets more. */
  private static final int LONGEST = 100;

  private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?";

  private static final Pattern DATE =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ]"
              + TIME
              + "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?");

  private static final Pattern OTHER =
      Pattern.compile(
          "true|false|[+-]?(inf|nan)|"
              + TIME
              + "|0x[0-9A-Fa-f](_?[0-9A-Fa-f])*|0o[0-7](_?[0-7])*|0b[01](_?[01])*"
              + "|[+-]?(0|[1-9](_?[0-9])*)(\\.[0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?");

  private TomlPlain() {}

  static boolean isOne(String source) {
    return source.length() <= LONGEST
        && (OTHER.matcher(source).matches() || (DATE.matcher(source).matches() && hasDay(source)));
  }

  private static boolean hasDay(String source) {
    try {
      LocalDate.parse(source.substring(0, 10));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
