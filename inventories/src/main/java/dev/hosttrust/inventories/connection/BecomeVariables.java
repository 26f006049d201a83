// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.connection;

import dev.hosttrust.inventories.python.Shlex;
import dev.hosttrust.words.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to become root on a host. Null means that the variables say nothing.
 *
 * @param enabled whether to become another user at all
 * @param method such as {@code sudo} or {@code doas}
 * @param user to become
 * @param password of the user who logs in, for sudo to ask
 * @param exe the program in place of the method's own
 * @param flags the program's arguments as one text
 */
public record BecomeVariables(
    boolean enabled,
    @Nullable String method,
    @Nullable String user,
    @Nullable Secret password,
    @Nullable String exe,
    @Nullable String flags) {

  /**
   * The words of {@link #exe}, which may bring flags along, as in {@code sudo -E}; none if it is
   * null.
   *
   * @throws IllegalArgumentException if a shell could not split it
   */
  public List<String> exeWords() {
    return words("ansible_become_exe", exe);
  }

  /**
   * The words of {@link #flags}; none if it is null.
   *
   * @throws IllegalArgumentException if a shell could not split it
   */
  public List<String> flagWords() {
    return words("become flags", flags);
  }

  private static List<String> words(String what, @Nullable String text) {
    if (text == null) {
      return List.of();
    }
    try {
      return Shlex.split(text, false).stream().map(Shlex.Word::text).toList();
    } catch (Shlex.SyntaxException e) {
      throw new IllegalArgumentException(
          "%s '%s' cannot be split into words: %s".formatted(what, text, e.getMessage()), e);
    }
  }

  static BecomeVariables of(NeededValues values, boolean flag) {
    Boolean variable = values.flag("ansible_become");
    if (!(variable == null ? flag : variable)) {
      return new BecomeVariables(false, null, null, null, null, null);
    }
    String method = values.text("ansible_become_method");
    String own = "ansible_" + (method == null ? "sudo" : method.replaceFirst("^.*\\.", "")) + "_";
    return new BecomeVariables(
        true,
        method,
        values.text(own + "user", "ansible_become_user"),
        values.secret(own + "pass", "ansible_become_pass", "ansible_become_password"),
        values.text(own + "exe", "ansible_become_exe"),
        values.text(own + "flags", "ansible_become_flags"));
  }
}
