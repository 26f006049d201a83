// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Other characters in a part of a text.
 *
 * @param place the part, in the text as it was before any change; empty to insert
 * @param replacement the characters that take its place
 */
public record Splice(Span place, String replacement) {

  /**
   * The text with all changes; no character of it that none is about changes.
   *
   * @param splices no two of which overlap; of those that insert at one place, the first comes
   *     first
   */
  public static String apply(String text, List<Splice> splices) {
    List<Splice> ordered = new ArrayList<>(splices);
    ordered.sort(Comparator.comparingInt(splice -> splice.place().start()));
    StringBuilder changed = new StringBuilder();
    int from = 0;
    for (Splice splice : ordered) {
      changed.append(text, from, splice.place().start()).append(splice.replacement());
      from = splice.place().end();
    }
    return changed.append(text, from, text.length()).toString();
  }
}
