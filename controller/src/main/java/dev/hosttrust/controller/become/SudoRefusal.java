// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What sudo's own words (in English, as of sudo 1.8 to 1.9 and of sudo-rs 0.2) mean for the
 * operator.
 */
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
          new Rule(
              "I'm afraid I can't do that",
              "sudoers does not allow the login user to run a shell as the become user"),
          new Rule("a password is required", "sudo wants a password: give one with -K"),
          new Rule(
              "interactive authentication is required", "sudo wants a password: give one with -K"),
          new Rule("a terminal is required", "sudo wants a password: give one with -K"));

  private static final Pattern WRONG_PASSWORD =
      Pattern.compile(
          "\\d+ incorrect (?:password|authentication) attempt"
              + "|Sorry, try again|Authentication failed, try again");

  private SudoRefusal() {}

  /** Whether sudo took the password but will not have the user. */
  static boolean isAboutTheUser(byte[] stderr) {
    String text = text(stderr);
    return text.contains("is not in the sudoers file")
        || text.contains("is not allowed to ")
        || text.contains("I'm afraid I can't do that")
        || text.contains("may not run sudo on");
  }

  /** Whether sudo says that a password was wrong, at once or when it gives up. */
  static boolean isWrongPassword(byte[] stderr) {
    return WRONG_PASSWORD.matcher(text(stderr)).find();
  }

  /**
   * A question other than our prompt for the password: a line without an end. Before our prompt, a
   * login shell may have written such a line, so there it must look like a question.
   */
  static Optional<String> question(byte[] stderr, String prompt) {
    String text = text(stderr);
    int asked = text.lastIndexOf(prompt);
    int begin = Math.max(text.lastIndexOf('\n') + 1, asked < 0 ? 0 : asked + prompt.length());
    // sudo-rs: [sudo: OUR PROMPT] Password:
    String last = text.substring(begin).replaceFirst("^] Password:", "").strip();
    boolean isQuestion = asked < 0 ? last.matches(".*[:?]") : !last.isEmpty();
    return isQuestion ? Optional.of(last) : Optional.empty();
  }

  static ShellException explain(Become.Sudo sudo, ExecResult result, String prompt) {
    String stderr = text(result.stderr()).replace(prompt, "");
    String message =
        known(stderr)
            .or(() -> missing(sudo, result.status(), stderr))
            .or(() -> ownWords(stderr))
            .orElseGet(() -> "sudo was not run: " + CommandNotRun.trace(result, stderr));
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
    return stderr
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("sudo: ") || line.startsWith("sudo-rs: "))
        .findFirst();
  }

  private static String text(byte[] stderr) {
    return new String(stderr, StandardCharsets.UTF_8);
  }
}
