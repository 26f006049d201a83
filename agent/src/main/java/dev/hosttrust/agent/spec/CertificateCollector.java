package dev.hosttrust.agent.spec;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the certificates of one file, checked and each once. For one thread. */
final class CertificateCollector {
  private final String origin;
  private final Instant now;
  private final Findings findings;
  private final Map<String, CaCertificate> byFingerprint = new LinkedHashMap<>();
  private final Map<String, String> places = new HashMap<>();

  CertificateCollector(String origin, Instant now, Findings findings) {
    this.origin = origin;
    this.now = now;
    this.findings = findings;
  }

  /** Takes a certificate whose file on the hosts is to be written in the usual form. */
  void add(String where, byte[] der) {
    try {
      add(where, CaCertificate.ofDer(der));
    } catch (CertificateException e) {
      unreadable(where, der, e);
    }
  }

  /** Takes the only certificate of a file that is kept as it is. */
  void addWithFile(String where, byte[] der, byte[] file) {
    try {
      add(where, CaCertificate.ofFile(der, file));
    } catch (CertificateException e) {
      unreadable(where, der, e);
    }
  }

  private void add(String where, CaCertificate certificate) {
    String before = places.putIfAbsent(certificate.fingerprint(), where);
    if (before == null) {
      byFingerprint.put(certificate.fingerprint(), certificate);
      new CertificateChecks(certificate, where, findings).run(now);
    } else {
      findings.warning(where, "the same certificate as at " + before + "; it is taken once");
    }
  }

  private void unreadable(String where, byte[] der, Exception e) {
    Content content = Content.ofBytes(der);
    String what =
        content == Content.OTHER
            ? "holds no readable certificate: " + e.getMessage()
            : "holds " + content.words();
    findings.problem(where, what, content.remedy(origin));
  }

  boolean isEmpty() {
    return byFingerprint.isEmpty();
  }

  /** The certificates in the order of the file. Call once, after the last was added. */
  List<CaCertificate> finish() {
    byFingerprint.values().forEach(this::warnOfMissingIssuer);
    return List.copyOf(byFingerprint.values());
  }

  /** OpenSSL ends a chain at a self-signed certificate, unless told -partial_chain (verify(1)). */
  private void warnOfMissingIssuer(CaCertificate certificate) {
    X509Certificate x509 = certificate.x509();
    if (x509.getBasicConstraints() < 0) {
      return; // no CA at all, which was reported
    }
    boolean hasIssuer =
        byFingerprint.values().stream()
            .anyMatch(
                other ->
                    other.x509().getSubjectX500Principal().equals(x509.getIssuerX500Principal()));
    if (!hasIssuer) {
      findings.warning(
          String.valueOf(places.get(certificate.fingerprint())),
          certificate.subject()
              + " is an intermediate CA; OpenSSL trusts it only together with its issuer, "
              + x509.getIssuerX500Principal().getName());
    }
  }
}
