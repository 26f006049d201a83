// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.trust.Registry;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Tells the certificate that a registry shows to its clients (RFC 5280; RFC 6125 for names). */
final class ServerLeaf {
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private ServerLeaf() {}

  /**
   * Whether the first certificate of a file is one that the registry itself can show: for a server,
   * no CA, and for the registry's host.
   *
   * @param latin1 the file's bytes, one character each
   */
  static boolean isOf(Registry registry, String latin1) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(latin1.getBytes(StandardCharsets.ISO_8859_1)));
      List<String> usages = certificate.getExtendedKeyUsage();
      return certificate.getBasicConstraints() < 0
          && (usages == null || usages.contains(SERVER_AUTHENTICATION))
          && names(certificate).stream().anyMatch(name -> isFor(name, registry.host()));
    } catch (CertificateException e) {
      return false;
    }
  }

  private static List<Object> names(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return names == null
        ? List.of()
        : names.stream()
            .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
            .<Object>map(name -> name.get(1))
            .toList();
  }

  private static boolean isFor(Object name, String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    String own = name.toString().toLowerCase(Locale.ROOT);
    if (wanted.startsWith("[")) {
      return isSameAddress(own, wanted.substring(1, wanted.length() - 1));
    }
    int dot = wanted.indexOf('.');
    return own.equals(wanted) || (dot > 0 && own.equals("*" + wanted.substring(dot)));
  }

  /** An IPv6 address can be written in several ways. */
  private static boolean isSameAddress(String own, String wanted) {
    try {
      return InetAddress.ofLiteral(own).equals(InetAddress.ofLiteral(wanted));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
