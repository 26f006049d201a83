// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.auth;

import dev.hosttrust.words.Secret;
import java.io.IOException;
import java.util.Optional;

/** Reads private keys with one of the SSH libraries. */
@FunctionalInterface
public interface KeyDecoder {
  /** Why most files are refused; the libraries' own words are about their code. */
  String NO_PRIVATE_KEY = "it is damaged, or of a kind that hosttrust does not know";

  /**
   * Decodes a key file, OpenSSH's own format or PEM.
   *
   * @param name name of the signer that results
   * @throws IOException if the file is no private key of a known kind, or the passphrase is wrong
   */
  Signer decode(String name, byte[] content, Optional<Secret> passphrase) throws IOException;
}
