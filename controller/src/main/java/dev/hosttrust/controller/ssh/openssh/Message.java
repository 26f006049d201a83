// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Builds a message of SSH's data types (RFC 4251, section 5). */
final class Message {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Message uint32(long value) {
    bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) value).array());
    return this;
  }

  Message bool(boolean value) {
    bytes.write(value ? 1 : 0);
    return this;
  }

  Message octet(int value) {
    bytes.write(value);
    return this;
  }

  Message string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return string(utf8, 0, utf8.length);
  }

  Message string(byte[] from, int offset, int length) {
    uint32(length);
    bytes.write(from, offset, length);
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** An unsigned number of four bytes. */
  static long uint32(ByteBuffer in) {
    return Integer.toUnsignedLong(in.getInt());
  }

  /**
   * A string, as bytes.
   *
   * @throws BufferUnderflowException if the message is shorter than it says
   */
  static byte[] string(ByteBuffer in) {
    long length = uint32(in);
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] string = new byte[(int) length];
    in.get(string);
    return string;
  }

  static String text(ByteBuffer in) {
    return new String(string(in), StandardCharsets.UTF_8);
  }
}
