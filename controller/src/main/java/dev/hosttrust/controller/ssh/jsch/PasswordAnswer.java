// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import dev.hosttrust.words.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers the host's question for a password, once.
 *
 * <p>A second question means that the first answer was wrong. JSch would go on, also with empty
 * answers, each of which counts against the account; so the login ends there.
 */
final class PasswordAnswer implements UserInfo, UIKeyboardInteractive {

  /** Ends the login. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException() {
      super("the password was refused", null, false, false);
    }
  }

  private final Optional<Secret> password;
  private boolean given;

  PasswordAnswer(Optional<Secret> password) {
    this.password = password;
  }

  @Override
  public boolean promptPassword(@Nullable String message) {
    return password.isPresent();
  }

  @Override
  public @Nullable String getPassword() {
    return password.map(this::give).orElse(null);
  }

  @Override
  public String @Nullable [] promptKeyboardInteractive(
      @Nullable String destination,
      @Nullable String name,
      @Nullable String instruction,
      String[] prompts,
      boolean[] echo) {
    if (prompts.length == 0) {
      return new String[0];
    }
    if (password.isEmpty() || prompts.length > 1 || echo[0]) {
      throw new RefusedException(); // a question that we have no answer for
    }
    return new String[] {give(password.get())};
  }

  private String give(Secret secret) {
    if (given) {
      throw new RefusedException();
    }
    given = true;
    return secret.reveal();
  }

  @Override
  public @Nullable String getPassphrase() {
    return null;
  }

  @Override
  public boolean promptPassphrase(@Nullable String message) {
    return false;
  }

  @Override
  public boolean promptYesNo(@Nullable String message) {
    return false;
  }

  @Override
  public void showMessage(@Nullable String message) {
    // banners are for people who log in by hand
  }
}
