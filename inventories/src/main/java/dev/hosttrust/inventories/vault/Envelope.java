// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.vault;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A vaulted text, taken apart.
 *
 * <p>Source of the format: {@code parse_vaulttext_envelope} and {@code VaultAES256} in {@code
 * ansible/parsing/vault/__init__.py}: a header line, then hexadecimal digits that stand for three
 * lines of hexadecimal digits again.
 */
final class Envelope {

  private static final String HEADER = "$ANSIBLE_VAULT;";
  private static final String DAMAGED = "but its text is damaged; vault it again";

  /** The vault id of format 1.2, else {@link VaultPassword#DEFAULT_ID}. */
  final String id;

  /** For the derivation of the keys. */
  final byte[] salt;

  /** HMAC-SHA256 of the ciphertext. */
  final byte[] mac;

  /** AES-256 in counter mode. */
  final byte[] ciphertext;

  private Envelope(String id, byte[] salt, byte[] mac, byte[] ciphertext) {
    this.id = id;
    this.salt = salt;
    this.mac = mac;
    this.ciphertext = ciphertext;
  }

  static boolean isOne(String text) {
    return text.startsWith(HEADER);
  }

  static Envelope parse(String text) throws VaultException {
    String[] lines = text.strip().split("\\R", 2);
    String[] header = lines[0].strip().split(";");
    if (!isOne(text.strip()) || header.length < 3 || lines.length < 2) {
      throw new VaultException(DAMAGED);
    }
    if (!header[2].equals("AES256") || !(header[1].equals("1.1") || header[1].equals("1.2"))) {
      throw new VaultException(
          "in the format %s %s, which is not supported; vault it again with a current Ansible"
              .formatted(header[1], header[2]));
    }
    try {
      String inner = new String(unhex(lines[1].replaceAll("\\s", "")), StandardCharsets.US_ASCII);
      String[] parts = inner.split("\n");
      if (parts.length != 3) {
        throw new VaultException(DAMAGED);
      }
      String id = header.length > 3 ? header[3] : VaultPassword.DEFAULT_ID;
      return new Envelope(id, unhex(parts[0]), unhex(parts[1]), unhex(parts[2]));
    } catch (IllegalArgumentException e) {
      throw new VaultException(DAMAGED);
    }
  }

  private static byte[] unhex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
