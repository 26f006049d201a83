// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** What a private key file says without its passphrase. */
final class KeyText {
  private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
  private static final String END = "-----END OPENSSH PRIVATE KEY-----";
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

  private final byte[] content;
  private final Optional<ByteBuffer> openSsh;

  KeyText(byte[] content) {
    this.content = content;
    this.openSsh = openSsh(text());
  }

  byte[] content() {
    return content;
  }

  private String text() {
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  /** Whether a passphrase is needed to read the private half. */
  boolean isEncrypted() {
    if (openSsh.isPresent()) {
      return openSsh
          .map(ByteBuffer::duplicate)
          .flatMap(KeyText::string)
          .map(cipher -> !new String(cipher, StandardCharsets.US_ASCII).equals("none"))
          .orElse(false);
    }
    return text().contains("Proc-Type: 4,ENCRYPTED")
        || text().contains("-----BEGIN ENCRYPTED PRIVATE KEY-----");
  }

  /** The public half: from {@code FILE.pub}, else from the clear part of OpenSSH's own format. */
  Optional<byte[]> publicKey(Path file) {
    return PublicKeyFile.read(PublicKeyFile.beside(file, ".pub")).or(this::fromClearPart);
  }

  /** PROTOCOL.key of OpenSSH: magic, cipher, kdf, kdf options, number of keys, public key. */
  private Optional<byte[]> fromClearPart() {
    if (openSsh.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer in = openSsh.get().duplicate();
    for (int field = 0; field < 3; field++) {
      if (string(in).isEmpty()) {
        return Optional.empty();
      }
    }
    return in.remaining() > 4 && in.getInt() == 1 ? string(in) : Optional.empty();
  }

  private static Optional<ByteBuffer> openSsh(String text) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      byte[] magic = new byte[MAGIC.length];
      if (bytes.length < MAGIC.length) {
        return Optional.empty();
      }
      buffer.get(magic);
      return Arrays.equals(magic, MAGIC) ? Optional.of(buffer) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> string(ByteBuffer in) {
    if (in.remaining() < 4) {
      return Optional.empty();
    }
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return Optional.of(bytes);
  }
}
