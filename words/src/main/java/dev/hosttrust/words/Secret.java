// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

import java.nio.charset.StandardCharsets;

/**
 * A password or passphrase that cannot slip into a log or an error: {@link #toString} hides it.
 *
 * <p>Two secrets are equal if they hold the same text, so that one can say of a password that it
 * was refused before.
 */
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    return new Secret(text);
  }

  /** Whether there is nothing in it, as from a variable that is not set: then it is no secret. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** The text itself; call it at the last moment, where a library or the host needs it. */
  public String reveal() {
    return text;
  }

  /** The text in UTF-8, as SSH and sudo read it (RFC 4252, section 8). */
  public byte[] revealBytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
