// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import dev.hosttrust.inventories.connection.BecomeVariables;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From variables and flags to a way of becoming root; variables beat flags, as in Ansible.
 *
 * @param method {@code --become-method}, or null
 * @param user {@code --become-user}, or null
 * @param password {@code -K} or a password file
 */
public record BecomeResolver(
    @Nullable String method, @Nullable String user, Optional<Secret> password) {
  private static final Set<String> SUDO = Set.of("sudo", "ansible.builtin.sudo");

  private static final Set<String> DOAS =
      Set.of("doas", "ansible.builtin.doas", "community.general.doas");

  /** Flags that hosttrust passes by itself; they are also the default of Ansible. */
  private static final Set<Character> OURS = Set.of('H', 'S', 'n');

  /**
   * How to become root on one host. Nothing is done where the login user is the wanted user
   * already, as with Ansible's {@code become_allow_same_user} off.
   *
   * @param loginUser who logs in there
   * @throws ProblemsException if it cannot be done
   */
  public Become resolve(BecomeVariables variables, String loginUser) {
    String name = first(variables.method(), method, "sudo");
    checkMethod(name);
    if (!variables.enabled()) {
      return new Become.None();
    }
    String whom = first(variables.user(), user, "root");
    if (whom.equals(loginUser)) {
      return new Become.None();
    }
    try {
      return SUDO.contains(name)
          ? sudo(whom, variables)
          : new Become.Doas(whom, first(variables.exe(), null, "doas"));
    } catch (IllegalArgumentException e) { // words that are not plain
      throw ProblemsException.of(String.valueOf(e.getMessage()));
    }
  }

  /** Also where nobody needs to become root: it is needed as soon as another user logs in. */
  private static void checkMethod(String name) {
    if (!SUDO.contains(name) && !DOAS.contains(name)) {
      throw ProblemsException.of("become method '" + name + "' is not supported; use sudo or doas");
    }
  }

  private Become.Sudo sudo(String whom, BecomeVariables variables) {
    List<String> words = new ArrayList<>(variables.exeWords());
    if (words.isEmpty()) {
      words.add("sudo");
    }
    String executable = words.removeFirst();
    if (words.stream().anyMatch(word -> !word.startsWith("-"))) {
      throw ProblemsException.of(
          "ansible_become_exe '%s' is more than sudo and its flags; set it to the path of sudo"
                  .formatted(variables.exe())
              + " alone, which makes root without su");
    }
    List<String> flags = withoutOurs(words);
    flags.addAll(withoutOurs(variables.flagWords()));
    return new Become.Sudo(whom, executable, flags, password(variables));
  }

  /** An empty password of the host counts as absent; the flag's is used then. */
  private Optional<Secret> password(BecomeVariables variables) {
    Secret own = variables.password();
    return own == null || own.isEmpty() ? password : Optional.of(own);
  }

  private static String first(@Nullable String variable, @Nullable String flag, String usual) {
    if (variable != null) {
      return variable;
    }
    return flag == null ? usual : flag;
  }

  /** Without {@code -H}, {@code -S}, {@code -n} and {@code -p PROMPT}. */
  private static List<String> withoutOurs(List<String> given) {
    List<String> flags = new ArrayList<>();
    List<String> words = new ArrayList<>(given);
    while (!words.isEmpty()) {
      String word = words.removeFirst();
      if (word.equals("-p") && !words.isEmpty()) {
        words.removeFirst();
      } else if (!isPrompt(word)) {
        String rest = withoutOurs(word);
        if (!rest.isEmpty()) {
          flags.add(rest);
        }
      }
    }
    return flags;
  }

  private static boolean isPrompt(String word) {
    return word.startsWith("-p") || word.startsWith("--prompt=");
  }

  /** {@code -HSE} becomes {@code -E}, {@code -H} nothing. */
  private static String withoutOurs(String word) {
    if (Set.of("--set-home", "--stdin", "--non-interactive").contains(word)) {
      return "";
    }
    if (!word.matches("-[A-Za-z]+")) {
      return word;
    }
    StringBuilder rest = new StringBuilder();
    word.chars().filter(c -> !OURS.contains((char) c)).forEach(c -> rest.append((char) c));
    return rest.toString().equals("-") ? "" : rest.toString();
  }
}
