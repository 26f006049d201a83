// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a certificate (RFC 5280, 4.1), read without the JDK, which does not know every key.
 *
 * @param certificate what is signed, the algorithm, the signature
 * @param signed the fields of TBSCertificate
 */
record CertificateFields(List<Der.Element> certificate, List<Der.Element> signed) {
  private static final int VERSION = 0xa0;

  /**
   * @throws IllegalArgumentException if the bytes are not one certificate in DER
   */
  static CertificateFields of(byte[] der) {
    List<Der.Element> outer = Der.all(der);
    if (outer.size() != 1) {
      throw new IllegalArgumentException("not a single DER element");
    }
    List<Der.Element> certificate = outer.getFirst().children();
    List<Der.Element> signed =
        certificate.isEmpty() ? List.of() : certificate.getFirst().children();
    if (signed.size() < 6 + version(signed)) {
      throw new IllegalArgumentException("a certificate that lacks fields");
    }
    return new CertificateFields(certificate, signed);
  }

  /** The version is optional, and first. */
  private static int version(List<Der.Element> signed) {
    return !signed.isEmpty() && signed.getFirst().tag() == VERSION ? 1 : 0;
  }

  Der.Element subject() {
    return signed.get(version(signed) + 4);
  }

  /** SubjectPublicKeyInfo. */
  Der.Element publicKey() {
    return signed.get(version(signed) + 5);
  }

  /** The DER of the certificate with another key in place of its own, and the old signature. */
  byte[] withPublicKey(Der.Element key) {
    List<Der.Element> fields = new ArrayList<>(signed);
    fields.set(version(signed) + 5, key);
    List<Der.Element> parts = new ArrayList<>(certificate);
    parts.set(0, Der.sequence(fields));
    return Der.sequence(parts).encoded();
  }
}
