// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.controller.ssh.auth.Signer;
import dev.hosttrust.controller.ssh.hostkey.HostKey;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentKeyConstraint;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * All our keys, those in files too, as an agent: MINA then leaves their order to us, and asks for a
 * signature only after the host has said that it would take the key.
 */
final class SignerAgent implements SshAgent {
  /** A key cannot sign; the key ring knows why. */
  static final class UnusableKeyException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableKeyException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private final List<Signer> signers;
  private final int minimumRsaBits;
  private final Map<PublicKey, Signer> shown = new ConcurrentHashMap<>();

  private final Consumer<String> offered;

  /**
   * @param minimumRsaBits shorter RSA keys are not offered
   * @param offered hears the name of each key that is shown to the host
   */
  SignerAgent(List<Signer> signers, int minimumRsaBits, Consumer<String> offered) {
    this.minimumRsaBits = minimumRsaBits;
    this.signers = signers;
    this.offered = offered;
  }

  @Override
  public Iterable<Entry<PublicKey, String>> getIdentities() {
    // Lazy: the next key is looked at, and its passphrase asked for, only if this one failed.
    return () -> signers.stream().flatMap(this::identity).iterator();
  }

  private Stream<Entry<PublicKey, String>> identity(Signer signer) {
    return signer.publicKey().filter(this::isLongEnough).flatMap(Blobs::publicKey).stream()
        .map(
            key -> {
              shown.put(key, signer);
              offered.accept(signer.name());
              return new SimpleImmutableEntry<>(key, signer.name());
            });
  }

  private boolean isLongEnough(byte[] blob) {
    return HostKey.parse(blob)
        .filter(key -> key.rsaBits().orElse(Integer.MAX_VALUE) >= minimumRsaBits)
        .isPresent();
  }

  @Override
  public Entry<String, byte[]> sign(
      SessionContext session, PublicKey key, String algorithm, byte[] data) throws IOException {
    Signer signer = shown.get(key);
    if (signer == null) {
      throw new IOException("not one of the keys offered");
    }
    Buffer signature = new ByteArrayBuffer(sign(signer, data, algorithm));
    String used = signature.getString();
    // A FIDO token's signature has flags and a counter behind it, and MINA takes all as it is.
    byte[] value = used.startsWith("sk-") ? signature.getCompactData() : signature.getBytes();
    // With a certificate, MINA asks by its name, and sends that of the signature.
    String name = algorithm.startsWith(used) ? algorithm : used;
    return new SimpleImmutableEntry<>(name, value);
  }

  private static byte[] sign(Signer signer, byte[] data, String algorithm)
      throws UnusableKeyException {
    try {
      return signer.sign(data, algorithm);
    } catch (IOException e) {
      throw new UnusableKeyException(e);
    }
  }

  @Override
  public void addIdentity(KeyPair key, String comment, SshAgentKeyConstraint... constraints) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void removeIdentity(PublicKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void removeAllIdentities() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
