// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a TLS server needs, in PEM.
 *
 * @param certificate the server's own certificate
 * @param intermediates the CAs between it and the root, the nearest first; empty where none are
 * @param key the private key (PKCS #8)
 */
public record ServerCertificate(
    String dnsName, String certificate, String intermediates, String key) {

  /** For a server in this JVM. */
  SSLContext tls() {
    try {
      CertificateFactory x509 = CertificateFactory.getInstance("X.509");
      byte[] chain = (certificate + intermediates).getBytes(StandardCharsets.US_ASCII);
      Certificate[] certificates =
          x509.generateCertificates(new ByteArrayInputStream(chain)).toArray(Certificate[]::new);
      byte[] pkcs8 = Base64.getMimeDecoder().decode(key.replaceAll("-----.*-----", ""));
      PrivateKey secret =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      keys.setKeyEntry(dnsName, secret, new char[0], certificates);
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(keys, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("a certificate of a test serves TLS", e);
    }
  }
}
