// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.controller.ssh.auth.KeyDecoder;
import dev.hosttrust.controller.ssh.auth.Signer;
import dev.hosttrust.words.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Private keys read by MINA SSHD and Bouncy Castle. */
final class SshdKeys implements KeyDecoder {

  @Override
  public Signer decode(String name, byte[] content, Optional<Secret> passphrase)
      throws IOException {
    FilePasswordProvider provider =
        passphrase
            .map(secret -> FilePasswordProvider.of(secret.reveal()))
            .orElse(FilePasswordProvider.EMPTY);
    try {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName(name), new ByteArrayInputStream(content), provider);
      if (pairs == null || !pairs.iterator().hasNext()) {
        throw new IOException("no keys in it");
      }
      KeyPair pair = pairs.iterator().next();
      return new PairSigner(name, pair, Blobs.of(pair.getPublic()));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new IOException(NO_PRIVATE_KEY, e);
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
      BuiltinSignatures factory = BuiltinSignatures.fromFactoryName(algorithm);
      if (factory == null) {
        throw new IOException(name + " cannot sign with " + algorithm);
      }
      try {
        Signature signature = factory.create();
        signature.initSigner(null, pair.getPrivate());
        signature.update(null, data);
        Buffer out = new ByteArrayBuffer();
        out.putString(algorithm);
        out.putBytes(signature.sign(null));
        return out.getCompactData();
      } catch (Exception e) { // as declared by MINA
        throw new IOException(name + " cannot sign with " + algorithm + ": " + e.getMessage(), e);
      }
    }
  }
}
