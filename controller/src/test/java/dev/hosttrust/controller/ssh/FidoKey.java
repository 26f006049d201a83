// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key that signs as a FIDO token does, by the rules of PROTOCOL.u2f of OpenSSH, with the flag
 * that says that somebody touched it.
 *
 * @param pair Ed25519
 */
public record FidoKey(KeyPair pair) {
  private static final String TYPE = "sk-ssh-ed25519@openssh.com";
  private static final String APPLICATION = "ssh:";
  private static final int TOUCHED = 1;
  private static final int COUNTER = 7;
  private static final int KEY_LENGTH = 32;

  public static FidoKey create() {
    try {
      return new FidoKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has Ed25519", e);
    }
  }

  /** A line of authorized_keys. */
  public String publicLine() {
    return TYPE + " " + Base64.getEncoder().encodeToString(blob()) + " a stand-in for a token";
  }

  byte[] blob() {
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] key = Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
    return strings(TYPE.getBytes(StandardCharsets.US_ASCII), key, ascii(APPLICATION));
  }

  /** Type, signature, flags and counter. */
  byte[] sign(byte[] data) {
    try {
      ByteArrayOutputStream signed = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(signed);
      out.write(sha256(ascii(APPLICATION)));
      out.write(TOUCHED);
      out.writeInt(COUNTER);
      out.write(sha256(data));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(signed.toByteArray());
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      DataOutputStream answer = new DataOutputStream(whole);
      answer.write(strings(ascii(TYPE), signature.sign()));
      answer.write(TOUCHED);
      answer.writeInt(COUNTER);
      return whole.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each with its length before it (RFC 4251, section 5). */
  static byte[] strings(byte[]... values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (byte[] value : values) {
        out.writeInt(value.length);
        out.write(value);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] sha256(byte[] data) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(data);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
