// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

/** Patterns with {@code *} (any characters, or none) and {@code ?} (one), as in ssh_config(5). */
public final class Wildcard {
  private Wildcard() {}

  /** Whether all of {@code text} matches; linear in both lengths for each star. */
  public static boolean match(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int restart = 0;
    while (t < text.length()) {
      char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
      if (wanted == '*') {
        star = p++;
        restart = t;
      } else if (p < pattern.length() && (wanted == '?' || wanted == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++restart;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
