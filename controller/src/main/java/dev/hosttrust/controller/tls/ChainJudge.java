// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.tls;

import dev.hosttrust.agent.certificate.CaCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges a server's chain in the middle of a handshake, as two clients would of which one trusts
 * the new CA alone and the other the old one alone. It never ends the handshake, so that what was
 * served is known in any case. For one handshake.
 */
final class ChainJudge extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager next;
  private final X509ExtendedTrustManager previous;
  private Optional<Verdict> verdict = Optional.empty();

  /**
   * @param detail the certificate and its issuer, and what is wrong with it
   */
  record Verdict(Served.Chain chain, String detail) {}

  ChainJudge(TlsServer server) throws GeneralSecurityException, IOException {
    this.next = trusting(server.next());
    this.previous = trusting(server.previous());
  }

  private static X509ExtendedTrustManager trusting(List<CaCertificate> cas)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    for (CaCertificate ca : cas) {
      ByteArrayInputStream der = new ByteArrayInputStream(ca.der());
      store.setCertificateEntry(ca.fingerprint(), factory.generateCertificate(der));
    }
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(store);
    return (X509ExtendedTrustManager) managers.getTrustManagers()[0];
  }

  /** Empty if the server sent no certificate. */
  Optional<Verdict> verdict() {
    return verdict;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
    Optional<String> flaw = flaw(() -> next.checkServerTrusted(chain, authType));
    boolean leadsBack = flaw(() -> previous.checkServerTrusted(chain, authType)).isEmpty();
    String served = words(chain);
    if (flaw.isPresent()) {
      verdict =
          Optional.of(
              leadsBack
                  ? new Verdict(Served.Chain.OLD, served)
                  : new Verdict(Served.Chain.NEITHER, served + ": " + flaw.get()));
      return;
    }
    verdict =
        Optional.of(
            flaw(() -> next.checkServerTrusted(chain, authType, socket))
                .map(name -> new Verdict(Served.Chain.WRONG_NAME, served + ": " + name))
                .orElse(new Verdict(leadsBack ? Served.Chain.BOTH : Served.Chain.NEW, served)));
  }

  /** A check that throws where a client would refuse. */
  private interface Check {
    void run() throws CertificateException;
  }

  /** Why a client would refuse the chain; empty if it would not. */
  private static Optional<String> flaw(Check check) {
    try {
      check.run();
      return Optional.empty();
    } catch (CertificateException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return Optional.of(String.valueOf(cause.getMessage()));
    }
  }

  private static String words(X509Certificate[] chain) {
    return "%s, issued by %s"
        .formatted(
            chain[0].getSubjectX500Principal().getName(),
            chain[chain.length - 1].getIssuerX500Principal().getName());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    throw new UnsupportedOperationException("the handshake has a socket");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {
    throw new UnsupportedOperationException("the handshake has a socket");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
    throw new UnsupportedOperationException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    throw new UnsupportedOperationException("this is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {
    throw new UnsupportedOperationException("this is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
