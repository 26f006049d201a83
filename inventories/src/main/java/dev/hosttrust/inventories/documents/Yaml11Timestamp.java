// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.documents;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times of YAML 1.1, as PyYAML's {@code construct_yaml_timestamp} reads them. */
final class Yaml11Timestamp {

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIME =
      Pattern.compile(
          "(?<year>[0-9]{4})-(?<month>[0-9][0-9]?)-(?<day>[0-9][0-9]?)(?:[Tt]|[ \\t]+)"
              + "(?<hour>[0-9][0-9]?):(?<minute>[0-9]{2}):(?<second>[0-9]{2})"
              + "(?:\\.(?<fraction>[0-9]*))?"
              + "(?:[ \\t]*(?:Z|(?<sign>[-+])(?<zh>[0-9][0-9]?)(?::(?<zm>[0-9]{2}))?)(?<zone>))?");

  private Yaml11Timestamp() {}

  static boolean matches(String text) {
    return DATE.matcher(text).matches() || TIME.matcher(text).matches();
  }

  /**
   * A {@link LocalDate}, a {@link LocalDateTime} or a {@link java.time.OffsetDateTime}.
   *
   * @throws DateTimeException for a date that does not exist
   */
  static Temporal read(String text) {
    if (DATE.matcher(text).matches()) {
      return LocalDate.parse(text);
    }
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new DateTimeException(text);
    }
    String fraction = time.group("fraction") == null ? "" : time.group("fraction");
    String micros = (fraction + "000000").substring(0, 6);
    var local =
        LocalDateTime.of(
            number(time, "year"),
            number(time, "month"),
            number(time, "day"),
            number(time, "hour"),
            number(time, "minute"),
            number(time, "second"),
            Integer.parseInt(micros) * 1000);
    return time.group("zone") == null ? local : local.atOffset(zone(time));
  }

  private static ZoneOffset zone(Matcher time) {
    if (time.group("sign") == null) {
      return ZoneOffset.UTC;
    }
    int minutes = time.group("zm") == null ? 0 : number(time, "zm");
    int seconds = (number(time, "zh") * 60 + minutes) * 60;
    return ZoneOffset.ofTotalSeconds(time.group("sign").equals("-") ? -seconds : seconds);
  }

  private static int number(Matcher time, String group) {
    return Integer.parseInt(time.group(group));
  }
}
