// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.words.Secret;
import java.util.Optional;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** Answers the host's question for a password, once: each wrong answer counts. */
final class PasswordOnce implements UserInteraction {
  private final Optional<Secret> password;
  private boolean given;

  PasswordOnce(Optional<Secret> password) {
    this.password = password;
  }

  @Override
  public @Nullable String resolveAuthPasswordAttempt(ClientSession session) {
    return answer();
  }

  @Override
  public String @Nullable [] interactive(
      ClientSession session,
      String name,
      String instruction,
      String lang,
      String[] prompts,
      boolean[] echo) {
    if (prompts.length == 0) {
      return new String[0]; // as PAM does where it lets a user in without a question
    }
    if (prompts.length != 1 || echo[0]) {
      return null; // a question that we have no answer for
    }
    String answer = answer();
    return answer == null ? null : new String[] {answer};
  }

  @Override
  public @Nullable String getUpdatedPassword(ClientSession session, String prompt, String lang) {
    return null;
  }

  /** Whether the host may ask: it may have no question, even where there is no password. */
  synchronized boolean mayBeAsked() {
    return !given;
  }

  private synchronized @Nullable String answer() {
    if (given || password.isEmpty()) {
      return null;
    }
    given = true;
    return password.get().reveal();
  }
}
