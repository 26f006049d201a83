// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.patterns;

import dev.hosttrust.inventories.tree.Host;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code [n]} or {@code [a:b]} after a pattern; both ends are included, and negative numbers
 * count from the end.
 *
 * @param expression the pattern without it
 * @param start index of the first host wanted, or null for no subscript
 * @param end index of the last host wanted; null for the first one only, -1 for the end
 */
record Subscript(String expression, @Nullable Integer start, @Nullable Integer end) {

  private static final Pattern SUBSCRIPT =
      Pattern.compile("(.+)\\[(?:(-?[0-9]{1,9})|([0-9]{1,9})[:-]([0-9]{0,9}))\\]");

  static Subscript split(String pattern) {
    Matcher matcher = SUBSCRIPT.matcher(pattern);
    if (pattern.startsWith("~") || !matcher.matches()) {
      return new Subscript(pattern, null, null);
    }
    if (matcher.group(2) != null) {
      return new Subscript(matcher.group(1), Integer.valueOf(matcher.group(2)), null);
    }
    String end = matcher.group(4).isEmpty() ? "-1" : matcher.group(4);
    // Ansible takes [n:0] for [n].
    return new Subscript(
        matcher.group(1),
        Integer.valueOf(matcher.group(3)),
        Integer.parseInt(end) == 0 ? null : Integer.valueOf(end));
  }

  List<Host> apply(List<Host> hosts, String pattern) {
    if (hosts.isEmpty() || start == null) {
      return hosts;
    }
    int size = hosts.size();
    if (end == null) {
      int index = start < 0 ? start + size : start;
      if (index < 0 || index >= size) {
        throw ProblemsException.at(
            Location.of("pattern"),
            "'%s' asks for a host that is not there: %s has %d"
                .formatted(pattern, expression, size));
      }
      return List.of(hosts.get(index));
    }
    int last = end == -1 ? size - 1 : Math.min(end, size - 1);
    return start > last ? List.of() : hosts.subList(start, last + 1);
  }
}
