// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.vault;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts with one password.
 *
 * <p>Source of the numbers: {@code VaultAES256} in {@code ansible/parsing/vault/__init__.py}.
 */
final class VaultCipher {

  private static final int ITERATIONS = 10_000;
  private static final int KEY_BYTES = 32;
  private static final int IV_BYTES = 16;

  private VaultCipher() {}

  /** The plaintext; empty where the password is not the one that the text was vaulted with. */
  static Optional<byte[]> decrypt(Envelope envelope, String password) {
    try {
      byte[] keys = derive(password, envelope.salt);
      var macKey = new SecretKeySpec(keys, KEY_BYTES, KEY_BYTES, "HmacSHA256");
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(macKey);
      if (!MessageDigest.isEqual(mac.doFinal(envelope.ciphertext), envelope.mac)) {
        return Optional.empty();
      }
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(keys, 0, KEY_BYTES, "AES"),
          new IvParameterSpec(keys, 2 * KEY_BYTES, IV_BYTES));
      return Optional.of(unpad(cipher.doFinal(envelope.ciphertext)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks a cipher that Ansible Vault needs", e);
    }
  }

  private static byte[] derive(String password, byte[] salt) throws GeneralSecurityException {
    int bits = (2 * KEY_BYTES + IV_BYTES) * Byte.SIZE;
    var spec = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, bits);
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
  }

  /** PKCS #7: the last byte says how many were added. */
  private static byte[] unpad(byte[] padded) {
    int padding = padded.length == 0 ? 0 : padded[padded.length - 1];
    return Arrays.copyOf(padded, Math.max(0, padded.length - padding));
  }
}
