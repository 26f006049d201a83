// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The hash that names the links under {@code /etc/ssl/certs}: OpenSSL's {@code X509_NAME_hash_ex}
 * over the canonical encoding of the subject ({@code crypto/x509/x_name.c}).
 */
final class SubjectHash {
  private static final int UTF8_STRING = 0x0c;

  private SubjectHash() {}

  /**
   * @param certificate the DER of a certificate
   * @throws IllegalArgumentException if the DER is malformed or the subject has a string that its
   *     type does not allow; OpenSSL refuses such a certificate too
   */
  static String of(byte[] certificate) {
    byte[] sha1 =
        CaCertificate.digest("SHA-1", canonical(CertificateFields.of(certificate).subject()));
    byte[] first = {sha1[3], sha1[2], sha1[1], sha1[0]};
    return HexFormat.of().formatHex(first);
  }

  /** The RDNs one after the other, without the header of the SEQUENCE around them. */
  private static byte[] canonical(Der.Element name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Der.Element rdn : name.children()) {
      ByteArrayOutputStream set = new ByteArrayOutputStream();
      rdn.children().stream()
          .map(SubjectHash::canonicalAttribute)
          .sorted(Arrays::compareUnsigned) // DER sorts a SET OF, here by the canonical values
          .forEach(set::writeBytes);
      out.writeBytes(new Der.Element(Der.SET, set.toByteArray()).encoded());
    }
    return out.toByteArray();
  }

  private static byte[] canonicalAttribute(Der.Element attribute) {
    List<Der.Element> parts = attribute.children();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(parts.get(0).encoded());
    out.writeBytes(canonicalValue(parts.get(1)).encoded());
    return new Der.Element(Der.SEQUENCE, out.toByteArray()).encoded();
  }

  /** The types that OpenSSL takes in a name (B_ASN1_PRINTABLE in asn1.h); not VisibleString. */
  private static Der.Element canonicalValue(Der.Element value) {
    return switch (value.tag()) {
      case UTF8_STRING -> fold(value, StandardCharsets.UTF_8);
      // PrintableString, T61String, IA5String: OpenSSL reads all as Latin-1.
      case 0x13, 0x14, 0x16 -> fold(value, StandardCharsets.ISO_8859_1);
      case 0x1c -> fold(value, Charset.forName("UTF-32BE"));
      case 0x1e -> fold(value, StandardCharsets.UTF_16BE);
      // BIT STRING, NumericString, SEQUENCE: taken as they are.
      case 0x03, 0x12, 0x30 -> value;
      default ->
          throw new IllegalArgumentException(
              "OpenSSL reads no subject with a value of ASN.1 type " + value.tag());
    };
  }

  private static Der.Element fold(Der.Element value, Charset charset) {
    String text;
    try {
      text = charset.newDecoder().decode(ByteBuffer.wrap(value.content())).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a subject whose string is not " + charset, e);
    }
    return new Der.Element(UTF8_STRING, fold(text).getBytes(StandardCharsets.UTF_8));
  }

  /** No blanks at the ends, one space for a run of them inside, ASCII in lower case. */
  private static String fold(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || (c >= '\t' && c <= '\r')) {
        gap = !out.isEmpty();
      } else {
        out.append(gap ? " " : "").append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        gap = false;
      }
    }
    return out.toString();
  }
}
