// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.auth;

import java.io.IOException;
import java.util.Optional;

/**
 * A certificate of a file, with the key that signs for it, wherever that is.
 *
 * @param name the file
 * @param certificate its blob
 */
@SuppressWarnings("ArrayRecordComponent") // a handle, never compared
record CertifiedKey(String name, byte[] certificate, Signer key) implements Signer {
  @Override
  public Optional<byte[]> publicKey() {
    return Optional.of(certificate);
  }

  @Override
  public byte[] sign(byte[] data, String algorithm) throws IOException {
    return key.sign(data, UserCertificate.plainAlgorithm(algorithm));
  }
}
