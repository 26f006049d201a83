// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.util.Map;

/** Signal names as they come in {@code exit-signal} (RFC 4254, section 6.10), as Linux numbers. */
public final class ExitSignal {
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("HUP", 1),
          Map.entry("INT", 2),
          Map.entry("QUIT", 3),
          Map.entry("ILL", 4),
          Map.entry("ABRT", 6),
          Map.entry("FPE", 8),
          Map.entry("KILL", 9),
          Map.entry("USR1", 10),
          Map.entry("SEGV", 11),
          Map.entry("USR2", 12),
          Map.entry("PIPE", 13),
          Map.entry("ALRM", 14),
          Map.entry("TERM", 15));

  private ExitSignal() {}

  /** 128 + n as a shell counts it; 255 for a signal without a name of its own. */
  public static int status(String name) {
    Integer number = NUMBERS.get(name);
    return number == null ? 255 : 128 + number;
  }
}
