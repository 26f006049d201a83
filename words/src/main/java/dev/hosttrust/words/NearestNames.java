// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that a mistyped one may have meant. */
public final class NearestNames {

  private static final int MOST = 3;

  private record Candidate(String name, int distance) {}

  private NearestNames() {}

  /** At most three, the nearest first; a third of the letters may differ. */
  public static List<String> of(String name, Collection<String> names) {
    int limit = Math.max(1, name.length() / 3);
    return names.stream()
        .distinct()
        .filter(candidate -> Math.abs(candidate.length() - name.length()) <= limit)
        .map(candidate -> new Candidate(candidate, distance(name, candidate)))
        .filter(candidate -> candidate.distance <= limit)
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(MOST)
        .map(Candidate::name)
        .toList();
  }

  /** How many letters to put in, take out, change, or swap with the next; case does not count. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : step(a, b, steps, i, j);
      }
    }
    return steps[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] steps, int i, int j) {
    char last = a.charAt(i - 1);
    int changed = steps[i - 1][j - 1] + (last == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(changed, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && last == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
  }
}
