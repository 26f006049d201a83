package dev.hosttrust.controller.become;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What sudo's own words (in English, as of sudo 1.8 to 1.9) mean for the operator. */
final class SudoRefusal {
  private static final int COMMAND_NOT_FOUND = 127;

  /** A text that sudo prints, and what we say. */
  private record Rule(String printed, String meaning) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "you must have a tty to run sudo",
              "sudo wants a terminal here: remove requiretty from its sudoers"),
          new Rule(
              "is not in the sudoers file",
              "the login user is not in the sudoers file: log in as another one, or add it"),
          new Rule(
              "is not allowed to execute",
              "sudoers does not allow the login user to run a shell as the become user"),
          new Rule(
              "is not allowed to run sudo on",
              "sudoers does not allow the login user on this host"),
          new Rule("may not run sudo on", "sudoers does not allow the login user on this host"),
          new Rule("a password is required", "sudo wants a password: give one with -K"),
          new Rule("a terminal is required", "sudo wants a password: give one with -K"));

  private SudoRefusal() {}

  /** Whether sudo took the password but will not have the user. */
  static boolean isAboutTheUser(byte[] stderr) {
    String text = text(stderr);
    return text.contains("is not in the sudoers file")
        || text.contains("is not allowed to ")
        || text.contains("may not run sudo on");
  }

  /** Whether sudo gave up on a password ({@code passwd_tries=1}, or a lock-out by PAM). */
  static boolean isWrongPassword(byte[] stderr) {
    return text(stderr).contains("incorrect password attempt");
  }

  static ShellException explain(Become.Sudo sudo, ExecResult result, String prompt) {
    String stderr = text(result.stderr()).replace(prompt, "");
    String message =
        known(stderr)
            .or(() -> missing(sudo, result.status(), stderr))
            .or(() -> ownWords(stderr))
            .orElse("sudo did not run the command (status " + result.status() + ")");
    return new ShellException(ShellException.Kind.REFUSED, message);
  }

  private static Optional<String> known(String stderr) {
    return RULES.stream()
        .filter(rule -> stderr.contains(rule.printed()))
        .map(Rule::meaning)
        .findFirst();
  }

  private static Optional<String> missing(Become.Sudo sudo, int status, String stderr) {
    boolean absent = status == COMMAND_NOT_FOUND && stderr.contains(sudo.executable());
    return absent
        ? Optional.of(
            sudo.executable() + " is not installed: log in as root, or set ansible_become_method")
        : Optional.empty();
  }

  private static Optional<String> ownWords(String stderr) {
    List<String> lines = stderr.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return lines.stream()
        .filter(line -> line.startsWith("sudo: "))
        .findFirst()
        .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of("sudo: " + lines.getLast()));
  }

  private static String text(byte[] stderr) {
    return new String(stderr, StandardCharsets.UTF_8);
  }
}
