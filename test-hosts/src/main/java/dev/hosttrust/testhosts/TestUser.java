// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.util.Locale;

/**
 * The accounts that every test host has; all of them accept the keys of {@link TestKeys#shared}.
 *
 * <p>The file {@code accounts} beside this class makes them when an image is built.
 */
public enum TestUser {
  /** Root, by key only. */
  ROOT,
  /** May use sudo without a password. */
  OPS,
  /** May use sudo with {@link #PASSWORD}, and log in with it in both ways that SSH knows. */
  ADMIN,
  /** Like {@link #ADMIN}, but the method {@code keyboard-interactive} is not offered. */
  PASSWORD_ONLY,
  /** Like {@link #ADMIN}, but the method {@code password} is not offered. */
  PROMPT_ONLY,
  /** Is not in sudoers. */
  NOSUDO,
  /** May use sudo without a password, yet only on a terminal ({@code requiretty}). */
  NEEDS_TTY,
  /** Is not in sudoers; {@code doas} makes it root without a password. */
  DOER,
  /**
   * Gets a banner before it logs in, and its {@code .bashrc} writes to both streams; sudo without a
   * password.
   */
  NOISY,
  /** Has bash as its login shell; sudo without a password. */
  IN_BASH,
  /** Has dash as its login shell; sudo without a password. */
  IN_DASH,
  /** Has zsh as its login shell; sudo without a password. */
  IN_ZSH,
  /** Has fish as its login shell; sudo without a password. */
  IN_FISH;

  /**
   * The password of those accounts that have one, as the file {@code accounts} sets it; a blank and
   * a dollar sign test the quoting.
   */
  public static final String PASSWORD = "s3cret $HOME";

  /** The login name. */
  public String login() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
