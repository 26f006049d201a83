// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import dev.hosttrust.words.Secret;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a command gets the rights of another user ({@code ansible_become} and its companions). */
public sealed interface Become {

  /** No change of user: the login user is the wanted one already, or none is wanted. */
  record None() implements Become {}

  /**
   * sudo(8).
   *
   * @param user whom to become, {@code root} as a rule
   * @param executable {@code sudo}, or a path to it
   * @param flags further flags as plain words; {@code -H}, {@code -S}, {@code -n} and {@code -p}
   *     are added by hosttrust itself
   * @param password given only when sudo asks; an empty one counts as absent
   */
  record Sudo(String user, String executable, List<String> flags, Optional<Secret> password)
      implements Become {
    public Sudo {
      requirePlain("become user", user);
      requirePlain("sudo executable", executable);
      flags.forEach(Become::requirePlainFlag);
      flags = List.copyOf(flags);
      password = password.filter(secret -> !secret.isEmpty());
    }
  }

  /**
   * doas(1), without a password: doas reads passwords only from a terminal.
   *
   * @param user whom to become
   * @param executable {@code doas}, or a path to it
   */
  record Doas(String user, String executable) implements Become {
    public Doas {
      requirePlain("become user", user);
      requirePlain("doas executable", executable);
    }
  }

  /** A word that bash, dash, zsh and fish all leave as it is. */
  Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

  /** The same with {@code =}, but not first: zsh would look up a command of that name. */
  Pattern PLAIN_FLAG = Pattern.compile("[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+:,./=-]*");

  private static void requirePlain(String what, String word) {
    require(PLAIN, "_ @ % + : , . / -", what, word);
  }

  private static void requirePlainFlag(String flag) {
    require(PLAIN_FLAG, "_ @ % + : , . / = -", "sudo flag", flag);
  }

  private static void require(Pattern pattern, String signs, String what, String word) {
    if (!pattern.matcher(word).matches()) {
      throw new IllegalArgumentException(
          "%s '%s' must be letters, digits, and %s only".formatted(what, word, signs));
    }
  }
}
