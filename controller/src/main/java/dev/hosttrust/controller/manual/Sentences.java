// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.manual;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences of a text. */
public final class Sentences {
  /** A full stop within a name or a number, as in {@code ca.crt}, has no blank behind it. */
  private static final Pattern END = Pattern.compile("\\.(?= +['\"(]?[\\p{Lu}0-9])");

  private Sentences() {}

  /** The first one, with its full stop. */
  public static String first(String text) {
    Matcher end = END.matcher(text);
    return end.find() ? text.substring(0, end.end()) : text;
  }
}
