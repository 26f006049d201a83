// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains a command that the host did not run: how it ended, its last line, what to look at. */
final class CommandNotRun {
  private static final int SIGNALS = 128;
  private static final int LAST_SIGNAL = 64;
  private static final int LONGEST = 200;

  /** As cloud-init writes it into root's authorized_keys ({@code disable_root_opts}). */
  private static final Pattern LOGIN_AS =
      Pattern.compile(
          "Please login as the user \"([A-Za-z0-9._-]+)\"(?: rather than the user \"[^\"]{1,64}\")?");

  private CommandNotRun() {}

  /** How it ended, the last line of what was printed, and what may be in the way. */
  static String trace(ExecResult result, String stderr) {
    return otherUser(result)
        .orElseGet(
            () ->
                end(result.status())
                    + said(result, stderr)
                    + "; see whether the user's login shell, or a ForceCommand, runs what it is"
                    + " given");
  }

  /**
   * Returns the result unchanged if the command ran.
   *
   * @throws ShellException if the host did not run it, but said who else may log in
   */
  static ExecResult checked(ExecResult result) throws ShellException {
    Optional<String> refusal = result.status() == 0 ? Optional.empty() : otherUser(result);
    if (refusal.isPresent()) {
      throw new ShellException(
          ShellException.Kind.REFUSED, "the host runs no command for this user: " + refusal.get());
    }
    return result;
  }

  /** The host's own sentence about who may log in; its status, 142, would say nothing. */
  private static Optional<String> otherUser(ExecResult result) {
    Matcher matcher = LOGIN_AS.matcher(result.stdoutText() + result.stderrText());
    return matcher.find()
        ? Optional.of("%s; log in as that user: -u %s".formatted(matcher.group(), matcher.group(1)))
        : Optional.empty();
  }

  private static String end(int status) {
    return status > SIGNALS && status <= SIGNALS + LAST_SIGNAL
        ? "signal %d ended it".formatted(status - SIGNALS)
        : "it ended with status " + status;
  }

  private static String said(ExecResult result, String stderr) {
    List<String> lines =
        (stderr.isBlank() ? result.stdoutText() : stderr)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    if (lines.isEmpty()) {
      return " and no output";
    }
    String last = lines.getLast();
    return " and '" + (last.length() > LONGEST ? last.substring(0, LONGEST) + "..." : last) + "'";
  }
}
