// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.auth;

import dev.hosttrust.controller.ssh.hostkey.HostKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An OpenSSH certificate of a user's key: PROTOCOL.certkeys of OpenSSH. */
final class UserCertificate {
  private static final String INFIX = "-cert-v01";
  private static final String SUFFIX = INFIX + "@openssh.com";

  private UserCertificate() {}

  /** {@code rsa-sha2-512} of {@code rsa-sha2-512-cert-v01@openssh.com}; others as they are. */
  static String plainAlgorithm(String algorithm) {
    if (!algorithm.endsWith(SUFFIX)) {
      return algorithm;
    }
    return algorithm.startsWith("sk-")
        ? algorithm.replace(INFIX, "")
        : algorithm.substring(0, algorithm.length() - SUFFIX.length());
  }

  /** The blob of the key that is certified; empty if it is no certificate, or is cut short. */
  static Optional<byte[]> key(byte[] certificate) {
    String type = HostKey.parse(certificate).map(HostKey::type).orElse("");
    if (!type.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    ByteBuffer in = ByteBuffer.wrap(certificate);
    try (DataOutputStream out = new DataOutputStream(blob)) {
      string(in); // the type
      string(in); // a nonce
      write(out, plainAlgorithm(type).getBytes(StandardCharsets.US_ASCII));
      for (int field = fields(type); field > 0; field--) {
        write(out, string(in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(blob.toByteArray());
  }

  /** How many fields the public key has behind its type. */
  private static int fields(String type) {
    int own = type.contains("ed25519") ? 1 : 2; // a curve and a point; an exponent and a modulus
    return type.startsWith("sk-") ? own + 1 : own; // and the application
  }

  private static byte[] string(ByteBuffer in) {
    int length = in.remaining() < 4 ? -1 : in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("cut short");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
