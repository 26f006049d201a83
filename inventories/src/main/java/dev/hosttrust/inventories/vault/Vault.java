// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.vault;

import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens vaulted texts with the passwords that the user gave. What has been opened once is kept,
 * because the derivation of keys is slow on purpose. Thread-safe.
 */
public final class Vault {

  private final List<VaultPassword> passwords;
  private final Map<String, String> opened = new ConcurrentHashMap<>();

  /**
   * @param passwords tried in this order, those with the id of the text first
   */
  public Vault(List<VaultPassword> passwords) {
    this.passwords = List.copyOf(passwords);
  }

  /** A vault without any password: everything stays locked. */
  public static Vault locked() {
    return new Vault(List.of());
  }

  /** Whether there is no password at all. */
  public boolean isLocked() {
    return passwords.isEmpty();
  }

  /** Whether a text is vaulted. */
  public static boolean isVaulted(String text) {
    return Envelope.isOne(text);
  }

  /**
   * The plaintext of a vaulted text.
   *
   * @throws VaultException if there is no password, none fits, or the text is damaged
   */
  public String open(String text) throws VaultException {
    String known = opened.get(text);
    if (known != null) {
      return known;
    }
    Envelope envelope = Envelope.parse(text);
    if (passwords.isEmpty()) {
      throw new VaultException(
          "and no vault password was given; give one or write it in the clear");
    }
    for (VaultPassword password : byId(envelope.id)) {
      Optional<byte[]> plain = VaultCipher.decrypt(envelope, password.password());
      if (plain.isPresent()) {
        String result = new String(plain.get(), StandardCharsets.UTF_8);
        opened.put(text, result);
        return result;
      }
    }
    throw new VaultException(
        passwords.size() == 1
            ? "and the vault password does not open it; it is wrong, or the text is damaged"
            : "and no vault password opens it; they are wrong, or the text is damaged");
  }

  /** The text of a file: as it stands, or opened where it is vaulted. */
  public String openFile(String text, String name) {
    if (!isVaulted(text)) {
      return text;
    }
    try {
      return open(text);
    } catch (VaultException e) {
      throw ProblemsException.at(Location.of(name), "the file is vaulted " + e.getMessage());
    }
  }

  private List<VaultPassword> byId(String id) {
    List<VaultPassword> ordered = new ArrayList<>();
    passwords.stream().filter(p -> p.id().equals(id)).forEach(ordered::add);
    passwords.stream().filter(p -> !p.id().equals(id)).forEach(ordered::add);
    return ordered;
  }
}
