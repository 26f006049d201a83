// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of a known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").
 *
 * @param marker what the key is good for
 * @param hosts whom it is for
 * @param key the key
 * @param file where the line stands
 * @param line its number, from 1
 */
record KnownHost(Marker marker, HostPatterns hosts, HostKey key, Path file, int line) {

  enum Marker {
    NONE,
    CERT_AUTHORITY,
    REVOKED,
  }

  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  /** Reads a line; empty for a comment and, as in OpenSSH, for a line that makes no sense. */
  static Optional<KnownHost> parse(String text, Path file, int line) {
    String rest = text.strip();
    if (rest.isEmpty() || rest.startsWith("#")) {
      return Optional.empty();
    }
    Marker marker = Marker.NONE;
    if (rest.startsWith("@")) {
      String[] parts = BLANKS.split(rest, 2);
      if (parts.length < 2) {
        return Optional.empty();
      }
      switch (parts[0]) {
        case "@cert-authority" -> marker = Marker.CERT_AUTHORITY;
        case "@revoked" -> marker = Marker.REVOKED;
        default -> {
          return Optional.empty();
        }
      }
      rest = parts[1];
    }
    String[] fields = BLANKS.split(rest, 4);
    if (fields.length < 3) {
      return Optional.empty();
    }
    Marker found = marker;
    return HostPatterns.parse(fields[0])
        .flatMap(
            hosts ->
                key(fields[1], fields[2]).map(key -> new KnownHost(found, hosts, key, file, line)));
  }

  private static Optional<HostKey> key(String type, String base64) {
    try {
      return HostKey.parse(Base64.getDecoder().decode(base64))
          .filter(key -> key.type().equals(type));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** {@code file:line}, for messages. */
  String place() {
    return file + ":" + line;
  }
}
