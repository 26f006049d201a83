// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A login as the two ends saw it.
 *
 * @param way each login on the way and at last, {@code user@host:port}, as far as it came
 * @param keys what sshd logged of each key that was shown to it, in order
 * @param hostKeys the type of the host key that each login was shown
 * @param verdict on the last host key that was shown
 */
record LoginSeen(List<String> way, List<String> keys, List<String> hostKeys, Verdict verdict) {
  enum Verdict {
    TAKEN,
    UNKNOWN,
    CHANGED,
    REVOKED,
    SHORT
  }

  private static final Pattern STEP =
      Pattern.compile("(?m)^debug1: Authenticating to (\\S+):(\\d+) as '(.*)'");
  private static final Pattern KEY =
      Pattern.compile(
          "(?m)^(Failed|Accepted) publickey for (?:invalid user )?(\\S+) from .* ssh2: (\\S+)"
              + " (SHA256:\\S+)");
  private static final Pattern HOST_KEY =
      Pattern.compile("(?m)^debug1: kex: host key algorithm: (\\S+)");

  /**
   * What ssh did.
   *
   * @param output of {@code ssh -v}
   * @param log of sshd
   */
  static LoginSeen bySsh(String output, String log) {
    List<String> way = new ArrayList<>();
    Matcher step = STEP.matcher(output);
    while (step.find()) {
      way.add(step.group(3) + "@" + step.group(1) + ":" + step.group(2));
    }
    return new LoginSeen(way, keys(log), hostKeys(log), verdict(output));
  }

  private static Verdict verdict(String output) {
    if (output.contains("Bad server host key: Invalid key length")) {
      return Verdict.SHORT;
    }
    if (!output.contains("Host key verification failed")) {
      return Verdict.TAKEN;
    }
    if (output.contains("revoked") || output.contains("REVOKED")) {
      return Verdict.REVOKED;
    }
    return output.contains("HOST IDENTIFICATION HAS CHANGED") ? Verdict.CHANGED : Verdict.UNKNOWN;
  }

  static List<String> keys(String log) {
    return KEY.matcher(log)
        .results()
        .map(m -> "%s %s %s %s".formatted(m.group(1), m.group(2), m.group(3), m.group(4)))
        .toList();
  }

  /** Whether a certificate was asked for does not matter where its key is taken in the end. */
  static List<String> hostKeys(String log) {
    return HOST_KEY
        .matcher(log)
        .results()
        .map(m -> m.group(1).replace("-cert-v01@openssh.com", ""))
        .toList();
  }
}
