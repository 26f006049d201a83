// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The name of a run: when it began, in UTC, such as {@code 20261126-061200-3f9c}. The last part is
 * the fraction of the second, in units of 15 microseconds, which nobody needs to read: it makes
 * each id another one. Sorted as texts, ids are in the order of time.
 */
public final class RunId {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern FORM = Pattern.compile("[0-9]{8}-[0-9]{6}-[0-9a-f]{4}");

  private RunId() {}

  public static String of(Instant begun) {
    Instant second = begun.truncatedTo(ChronoUnit.SECONDS);
    long fraction = (Duration.between(second, begun).toNanos() << 16) / 1_000_000_000;
    return id(begun, (short) fraction);
  }

  /**
   * The id of several runs together, always the same for the same runs.
   *
   * @param begun when the first of them began
   */
  public static String of(Instant begun, Collection<String> ids) {
    return id(begun, (short) new TreeSet<>(ids).hashCode());
  }

  private static String id(Instant begun, short end) {
    return TIME.format(begun) + "-" + HexFormat.of().toHexDigits(end);
  }

  /** Whether a text has the form of an id; then it is safe as the name of a file, too. */
  static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
