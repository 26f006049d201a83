// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.auth;

import dev.hosttrust.controller.ssh.hostkey.HostKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** Files with one line {@code TYPE BASE64 COMMENT}: public keys and certificates. */
final class PublicKeyFile {
  private static final String COMMENT = "#";

  private PublicKeyFile() {}

  /** The key blob; empty if there is no such file, or it is something else. */
  static Optional<byte[]> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The key blob of the first line that is no comment. */
  static Optional<byte[]> parse(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith(COMMENT))
        .findFirst()
        .flatMap(PublicKeyFile::blob);
  }

  private static Optional<byte[]> blob(String line) {
    String[] fields = line.split("[ \t]+");
    if (fields.length < 2) {
      return Optional.empty();
    }
    try {
      byte[] blob = Base64.getDecoder().decode(fields[1]);
      return HostKey.parse(blob).filter(key -> key.type().equals(fields[0])).map(key -> blob);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The file {@code NAME.pub} of {@code NAME}, or with another ending. */
  static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }
}
