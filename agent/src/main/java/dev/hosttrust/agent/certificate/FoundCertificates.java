// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import dev.hosttrust.words.Findings;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;

/** Reads the certificates of a file that stands on a host, whoever put it there. */
public final class FoundCertificates {
  private FoundCertificates() {}

  /**
   * @param latin1 the file's bytes, one character each
   * @return the certificates of a PEM or DER file in its order; anything else is passed over
   */
  public static List<CaCertificate> in(String latin1) {
    List<CaCertificate> found = new ArrayList<>();
    if (latin1.contains("-----BEGIN ")) {
      PemParser.parse(latin1, "", new Findings()).stream()
          .filter(PemBlock::isCertificate)
          .forEach(block -> add(block.der(), found));
    } else {
      add(latin1.getBytes(StandardCharsets.ISO_8859_1), found);
    }
    return List.copyOf(found);
  }

  private static void add(byte[] der, List<CaCertificate> found) {
    try {
      found.add(CaCertificate.ofDer(der));
    } catch (CertificateException e) {
      return; // no certificate, or one that no program reads
    }
  }
}
