// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import dev.hosttrust.words.Findings;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the certificates of a file that stands on a host, whoever put it there. */
public final class FoundCertificates {
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ");
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ((?:X509 )?CERTIFICATE)-----[^-]*-----END \\1-----[ \t]*(?:\r\n|\r|\n)?");

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

  /**
   * The bytes of a PEM file without some of its certificates.
   *
   * @param latin1 the file's bytes, one character each
   * @param goes which certificates
   * @return empty if the file has a block that is not read as a certificate
   */
  public static Optional<String> without(String latin1, Predicate<CaCertificate> goes) {
    int read = 0;
    StringBuilder rest = new StringBuilder();
    Matcher block = BLOCK.matcher(latin1);
    while (block.find()) {
      List<CaCertificate> found = in(block.group());
      read += found.size();
      boolean isGone = found.size() == 1 && goes.test(found.getFirst());
      block.appendReplacement(rest, isGone ? "" : Matcher.quoteReplacement(block.group()));
    }
    block.appendTail(rest);
    return BEGIN.matcher(latin1).results().count() == read
        ? Optional.of(rest.toString())
        : Optional.empty();
  }

  private static void add(byte[] der, List<CaCertificate> found) {
    try {
      found.add(CaCertificate.ofDer(der));
    } catch (CertificateException e) {
      return; // no certificate, or one that no program reads
    }
  }
}
