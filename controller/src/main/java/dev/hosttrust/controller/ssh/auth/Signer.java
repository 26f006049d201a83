// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.auth;

import java.io.IOException;
import java.util.Optional;

/** One key to log in with, wherever its private half is. Thread-safe. */
public interface Signer {

  /** The key file, or what the agent calls the key; for messages. */
  String name();

  /**
   * The public half as an SSH key blob; empty if the key turned out to be of no use. May ask for
   * the passphrase where the file does not show it.
   */
  Optional<byte[]> publicKey();

  /**
   * Signs; may ask for the passphrase.
   *
   * @param algorithm signature algorithm, as {@code rsa-sha2-512}
   * @return signature blob: algorithm name and signature (RFC 4253, section 6.6)
   */
  byte[] sign(byte[] data, String algorithm) throws IOException;
}
