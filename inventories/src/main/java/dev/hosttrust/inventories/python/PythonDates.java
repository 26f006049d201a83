// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.python;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.Locale;

/** Dates and times as Python writes them. */
public final class PythonDates {

  private PythonDates() {}

  /** {@code isoformat()}: seconds always, six digits of a fraction or none. */
  public static String isoFormat(Temporal value) {
    return switch (value) {
      case LocalDate date -> date.toString();
      case LocalDateTime time -> isoFormat(time);
      case OffsetDateTime time ->
          isoFormat(time.toLocalDateTime())
              + (time.getOffset().getTotalSeconds() == 0 ? "+00:00" : time.getOffset());
      default -> value.toString();
    };
  }

  private static String isoFormat(LocalDateTime time) {
    boolean whole = time.equals(time.truncatedTo(ChronoUnit.SECONDS));
    String pattern = whole ? "uuuu-MM-dd'T'HH:mm:ss" : "uuuu-MM-dd'T'HH:mm:ss.SSSSSS";
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time);
  }
}
