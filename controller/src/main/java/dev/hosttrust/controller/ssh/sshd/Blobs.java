// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.controller.ssh.hostkey.HostKey;
import java.io.IOException;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Public keys between the JDK's form and SSH's. */
final class Blobs {
  private Blobs() {}

  static byte[] of(PublicKey key) {
    Buffer buffer = new ByteArrayBuffer();
    buffer.putRawPublicKey(key);
    return buffer.getCompactData();
  }

  static HostKey hostKey(PublicKey key) {
    return HostKey.parse(of(key))
        .orElseThrow(() -> new IllegalArgumentException("no SSH key: " + key.getAlgorithm()));
  }

  /** Empty for a kind of key that MINA does not know. */
  static Optional<PublicKey> publicKey(byte[] blob) {
    try {
      return Optional.ofNullable(new ByteArrayBuffer(blob).getRawPublicKey());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
