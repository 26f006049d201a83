// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an anchor. It becomes a file name on every host, {@code NAME.crt} in the store and
 * {@code NAME.pem} under {@code /etc/ssl/certs}, and a line of {@code /etc/ca-certificates.conf}.
 *
 * @param value letters, digits, {@code .}, {@code _} and {@code -}; no leading dot or dash; at most
 *     {@value #MAX_LENGTH} characters
 */
public record AnchorName(String value) implements Comparable<AnchorName> {
  /** NAME_MAX of Linux is 255 bytes, of which the ending takes four. */
  public static final int MAX_LENGTH = 251;

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

  public AnchorName {
    flaw(value)
        .ifPresent(
            flaw -> {
              throw new IllegalArgumentException("anchor name '" + value + "' " + flaw);
            });
  }

  /** Whether a text can be a name. */
  public static boolean isValid(String text) {
    return flaw(text).isEmpty();
  }

  /** What is wrong with a would-be name, as the end of a sentence; empty if nothing is. */
  static Optional<String> flaw(String value) {
    if (value.isEmpty()) {
      return Optional.of("is empty");
    }
    if (value.length() > MAX_LENGTH) {
      return Optional.of("is longer than " + MAX_LENGTH + " characters");
    }
    if (value.startsWith(".") || value.startsWith("-")) {
      return Optional.of("starts with a dot or a dash");
    }
    return FORM.matcher(value).matches()
        ? Optional.empty()
        : Optional.of("has other characters than letters, digits, '.', '_' and '-'");
  }

  @Override
  public int compareTo(AnchorName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
