// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Passwords where they could be seen: on the command line. */
final class VisiblePasswords {
  private static final Pattern CONNECTION_PASSWORD = Pattern.compile("ansible_.*pass.*");

  private VisiblePasswords() {}

  /** A warning for each password among variables that were given as words of the command line. */
  static List<String> warnings(Map<String, @Nullable Object> typed) {
    return typed.entrySet().stream()
        .filter(variable -> CONNECTION_PASSWORD.matcher(variable.getKey()).matches())
        .filter(variable -> variable.getValue() instanceof CharSequence)
        .map(
            variable ->
                "-e %s: every user of this machine can see a password on the command line (ps);"
                        .formatted(variable.getKey())
                    + " use -e @FILE, a vaulted variable, or -k and -K")
        .toList();
  }
}
