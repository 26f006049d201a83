// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The first field of a known_hosts line: a hashed name, or names and patterns between commas. */
sealed interface HostPatterns {

  /** Whether the line is about a name: {@code host} or {@code [host]:port}, in lower case. */
  boolean match(String name);

  /** Reads the field; empty for a hash that is not of the known kind. */
  static Optional<HostPatterns> parse(String field) {
    return field.startsWith("|") ? Hashed.read(field) : Optional.of(Listed.read(field));
  }

  /** {@code |1|salt|HMAC-SHA1(salt, name)}, both in Base64 (hostfile.c of OpenSSH). */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
  record Hashed(byte[] salt, byte[] hash) implements HostPatterns {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The field for a name, with a salt of its own, as long as the hash. */
    static String of(String name) {
      byte[] salt = new byte[20];
      RANDOM.nextBytes(salt);
      Base64.Encoder encoder = Base64.getEncoder();
      return "|1|" + encoder.encodeToString(salt) + "|" + encoder.encodeToString(hash(salt, name));
    }

    static Optional<HostPatterns> read(String field) {
      String[] parts = field.split("\\|", -1);
      if (parts.length != 4 || !parts[1].equals("1")) {
        return Optional.empty();
      }
      try {
        Base64.Decoder decoder = Base64.getDecoder();
        byte[] salt = decoder.decode(parts[2]);
        byte[] hash = decoder.decode(parts[3]);
        return salt.length == 0 ? Optional.empty() : Optional.of(new Hashed(salt, hash));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    @Override
    public boolean match(String name) {
      return MessageDigest.isEqual(hash, hash(salt, name));
    }

    private static byte[] hash(byte[] salt, String name) {
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
      } catch (GeneralSecurityException e) {
        throw new AssertionError("every JDK has HmacSHA1", e);
      }
    }
  }

  /** Patterns with {@code *} and {@code ?}; one with {@code !} in front that matches rules out. */
  record Listed(List<String> patterns) implements HostPatterns {

    static Listed read(String field) {
      return new Listed(Arrays.stream(field.split(",")).filter(part -> !part.isEmpty()).toList());
    }

    @Override
    public boolean match(String name) {
      boolean found = false;
      for (String pattern : patterns) {
        if (pattern.startsWith("!")) {
          if (Wildcard.match(pattern.substring(1).toLowerCase(Locale.ROOT), name)) {
            return false;
          }
        } else if (!found) {
          found = Wildcard.match(pattern.toLowerCase(Locale.ROOT), name);
        }
      }
      return found;
    }
  }
}
