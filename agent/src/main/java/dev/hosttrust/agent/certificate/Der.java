// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The little of DER (X.690, 8.1 and 10.1) that is needed to walk a certificate: single-byte tags
 * and definite lengths.
 */
final class Der {
  static final int BIT_STRING = 0x03;
  static final int OID = 0x06;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private Der() {}

  /** One element: its tag byte and what stands in it. */
  @SuppressWarnings(
      "ArrayRecordComponent") // a view of the input while it is walked, never compared
  record Element(int tag, byte[] content) {

    /**
     * @throws IllegalArgumentException if the content is not a run of elements
     */
    List<Element> children() {
      return all(content);
    }

    byte[] encoded() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(tag);
      int length = content.length;
      if (length < 0x80) {
        out.write(length);
      } else {
        int octets = (39 - Integer.numberOfLeadingZeros(length)) / 8;
        out.write(0x80 | octets);
        for (int i = octets - 1; i >= 0; i--) {
          out.write(length >> (8 * i));
        }
      }
      out.writeBytes(content);
      return out.toByteArray();
    }
  }

  static Element sequence(List<Element> elements) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    elements.forEach(element -> content.writeBytes(element.encoded()));
    return new Element(SEQUENCE, content.toByteArray());
  }

  /**
   * The length of the first element in bytes, with its tag and its length.
   *
   * @throws IllegalArgumentException if it is cut off
   */
  static int firstLength(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    octet(in);
    int length = length(in);
    return in.position() + length;
  }

  /**
   * Splits a run of elements.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  static List<Element> all(byte[] bytes) {
    List<Element> elements = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      int tag = in.get() & 0xff;
      byte[] content = new byte[length(in)];
      in.get(content);
      elements.add(new Element(tag, content));
    }
    return elements;
  }

  private static int length(ByteBuffer in) {
    int length = octet(in);
    if (length >= 0x80) {
      int octets = length & 0x7f;
      if (octets == 0 || octets > 3) {
        throw new IllegalArgumentException("a DER length of " + octets + " octets");
      }
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = length << 8 | octet(in);
      }
    }
    if (length > in.remaining()) {
      throw new IllegalArgumentException("a DER element that is cut off");
    }
    return length;
  }

  private static int octet(ByteBuffer in) {
    if (!in.hasRemaining()) {
      throw new IllegalArgumentException("a DER element that is cut off");
    }
    return in.get() & 0xff;
  }
}
