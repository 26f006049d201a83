// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A public key as SSH writes it down (RFC 4253, section 6.6): a type and a blob that has it too.
 */
public final class HostKey {
  private final String type;
  private final byte[] blob;

  private HostKey(String type, byte[] blob) {
    this.type = type;
    this.blob = blob;
  }

  /** Reads a key blob; empty if it does not begin with a type name of 1 to 64 bytes. */
  public static Optional<HostKey> parse(byte[] blob) {
    if (blob.length < 5) {
      return Optional.empty();
    }
    int length = ByteBuffer.wrap(blob).getInt();
    if (length < 1 || length > 64 || length > blob.length - 4) {
      return Optional.empty();
    }
    String type = new String(blob, 4, length, StandardCharsets.US_ASCII);
    return Optional.of(new HostKey(type, blob.clone()));
  }

  /** {@code ssh-ed25519}, {@code ssh-rsa}, {@code ecdsa-sha2-nistp256}, ... */
  public String type() {
    return type;
  }

  /** The size of an RSA key; empty for all other types, certificates included. */
  public OptionalInt rsaBits() {
    if (!type.equals("ssh-rsa")) {
      return OptionalInt.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(blob);
    byte[] number = {};
    for (int field = 0; field < 3; field++) { // type, exponent, modulus: RFC 4253, section 6.6
      number = new byte[in.remaining() < 4 ? 0 : Math.clamp(in.getInt(), 0, in.remaining())];
      in.get(number);
    }
    return OptionalInt.of(number.length == 0 ? 0 : new BigInteger(1, number).bitLength());
  }

  /** {@code SHA256:...} as {@code ssh-keygen -l} shows it. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The key in Base64, as in known_hosts and authorized_keys. */
  public String base64() {
    return Base64.getEncoder().encodeToString(blob);
  }

  public byte[] blob() {
    return blob.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostKey key && Arrays.equals(key.blob, blob);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(blob);
  }

  @Override
  public String toString() {
    return type + " " + fingerprint();
  }
}
