// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.util.Locale;

/** The types of key pairs that logins use. */
public enum KeyType {
  /** Ed25519. */
  ED25519,
  /** ECDSA on the curve P-256. */
  ECDSA,
  /** RSA of 3,072 bits. */
  RSA;

  /** The type as ssh-keygen's option {@code -t} has it. */
  public String keygenName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
