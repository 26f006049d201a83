// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

import java.util.Collection;
import java.util.stream.Collectors;

/** The first of many things, for a sentence that must not grow with them. */
public final class FirstFew {
  private FirstFew() {}

  /**
   * Such as {@code a, b and 3 more}; all of them where they are no more than that.
   *
   * @param most how many are named, at least 1
   */
  public static String of(Collection<String> texts, int most) {
    return of(texts, most, ", ", " and ");
  }

  /** The same for parts of sentences: {@code a; b; and 3 more}. */
  public static String clauses(Collection<String> texts, int most) {
    return of(texts, most, "; ", "; and ");
  }

  private static String of(Collection<String> texts, int most, String between, String last) {
    String first = texts.stream().limit(most).collect(Collectors.joining(between));
    int more = texts.size() - most;
    return more > 0 ? "%s%s%d more".formatted(first, last, more) : first;
  }
}
