// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import dev.hosttrust.controller.ssh.auth.KeyDecoder;
import dev.hosttrust.controller.ssh.auth.Signer;
import dev.hosttrust.words.Secret;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Private keys read by JSch: OpenSSH's format, PKCS#1, SEC1 and PKCS#8. */
final class JschKeys implements KeyDecoder {
  private final JSch jsch;

  JschKeys(JSch jsch) {
    this.jsch = jsch;
  }

  @Override
  public Signer decode(String name, byte[] content, Optional<Secret> passphrase)
      throws IOException {
    KeyPair pair;
    try {
      pair = KeyPair.load(jsch, content.clone(), null);
    } catch (JSchException | RuntimeException e) {
      throw new IOException(NO_PRIVATE_KEY, e);
    }
    if (pair.isEncrypted() && !decrypt(pair, passphrase)) {
      throw new IOException("the passphrase is wrong");
    }
    byte[] blob = pair.getPublicKeyBlob();
    if (blob == null) {
      throw new IOException("its public half cannot be told");
    }
    return new PairSigner(name, pair, blob);
  }

  private static boolean decrypt(KeyPair pair, Optional<Secret> passphrase) {
    byte[] bytes = passphrase.map(Secret::revealBytes).orElse(new byte[0]);
    try {
      return pair.decrypt(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // a handle, never compared
  private record PairSigner(String name, KeyPair pair, byte[] blob) implements Signer {
    @Override
    public Optional<byte[]> publicKey() {
      return Optional.of(blob);
    }

    @Override
    public byte[] sign(byte[] data, String algorithm) throws IOException {
      byte[] signature = pair.getSignature(data, algorithm);
      if (signature == null) {
        throw new IOException(name + " cannot sign with " + algorithm);
      }
      return signature;
    }
  }
}
