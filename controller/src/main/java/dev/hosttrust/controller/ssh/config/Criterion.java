// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.hostkey.Wildcard;
import java.util.Set;

/**
 * One condition of a {@code Match} line.
 *
 * @param name in lower case
 * @param negated whether a {@code !} stands before it
 * @param patterns with commas between them; empty where it takes none
 */
record Criterion(String name, boolean negated, String patterns) {
  private static final Set<String> KNOWN =
      Set.of("all", "canonical", "final", "host", "originalhost", "user", "localuser");
  private static final Set<String> ALONE = Set.of("all", "canonical", "final");

  /** Whether it can be decided here. */
  boolean isKnown() {
    return KNOWN.contains(name);
  }

  static boolean takesPatterns(String name) {
    return !ALONE.contains(name);
  }

  boolean holds(HostOptions options) {
    boolean matches =
        switch (name) {
          case "host" -> matchesHost(options.hostNameSoFar());
          case "originalhost" -> matchesHost(options.original());
          case "user" -> matches(patterns, options.userSoFar());
          case "localuser" -> matches(patterns, options.localUser());
          case "final" -> options.isFinalPass();
          case "canonical" -> false; // names are not made canonical here
          default -> true;
        };
    return matches != negated;
  }

  private boolean matchesHost(String host) {
    return matches(Keyword.lower(patterns), Keyword.lower(host));
  }

  /** {@code match_pattern_list} in OpenSSH's match.c. */
  private static boolean matches(String patterns, String text) {
    boolean found = false;
    for (String pattern : patterns.split(",")) {
      boolean no = pattern.startsWith("!");
      if (Wildcard.match(no ? pattern.substring(1) : pattern, text)) {
        if (no) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }
}
