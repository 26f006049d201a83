// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import dev.hosttrust.words.Findings;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the certificates of one file, each once, and has them checked. For one thread. */
final class CertificateCollector {
  private final String origin;
  private final Set<Allowance> allowed;
  private final Instant now;
  private final Findings findings;
  private final Map<String, CaCertificate> byFingerprint = new LinkedHashMap<>();
  private final Map<String, String> places = new HashMap<>();

  CertificateCollector(String origin, Set<Allowance> allowed, Instant now, Findings findings) {
    this.origin = origin;
    this.allowed = allowed;
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
    } else {
      findings.warning(where, "the same certificate as at " + before + "; it is taken once");
    }
  }

  private void unreadable(String where, byte[] der, Exception e) {
    MistakenFile content = MistakenFile.ofBytes(der);
    String what =
        content == MistakenFile.OTHER
            ? "holds no readable certificate: " + e.getMessage()
            : "holds " + content.words();
    findings.problem(where, what, content.remedy(origin));
  }

  boolean isEmpty() {
    return byFingerprint.isEmpty();
  }

  /** The certificates in the order of the file, checked. Call once, after the last was added. */
  List<CaCertificate> finish() {
    List<CaCertificate> all = List.copyOf(byFingerprint.values());
    CertificateChecks checks = new CertificateChecks(all, allowed, now, findings);
    all.forEach(
        certificate ->
            checks.check(certificate, String.valueOf(places.get(certificate.fingerprint()))));
    return all;
  }
}
