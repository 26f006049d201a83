// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import dev.hosttrust.words.Findings;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges one certificate of a file as a trust anchor (RFC 5280, 4.2.1.3, 4.2.1.9 and 6.1). Refused
 * is what is a mistake as a rule; what some client may not like is warned of.
 */
final class CertificateChecks {
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final int KEY_CERT_SIGN = 5;

  /** The least that Debian's OpenSSL takes at its default security level, 2. */
  private static final int RSA_BITS = 2048;

  private static final Pattern WEAK_SIGNATURE = Pattern.compile("(MD2|MD5|SHA-?1)with.*");

  private final List<CaCertificate> file;
  private final Set<Allowance> allowed;
  private final ValidityCheck validity;
  private final Findings findings;

  /**
   * @param file all certificates of the file
   * @param allowed what passes with a warning
   * @param now the time that they shall be valid at
   */
  CertificateChecks(
      List<CaCertificate> file, Set<Allowance> allowed, Instant now, Findings findings) {
    this.file = file;
    this.allowed = allowed;
    this.validity = new ValidityCheck(file, allowed, now, findings);
    this.findings = findings;
  }

  /**
   * @param certificate one of the file's
   */
  void check(CaCertificate certificate, String where) {
    validity.check(certificate, where);
    algorithm(certificate, where);
    ownSignature(certificate, where);
    key(certificate, where);
    if (certificate.isCa()) {
      keyUsage(certificate, where);
      issuer(certificate, where);
    } else {
      notCa(certificate, where);
    }
  }

  /**
   * One that signed itself is trusted for itself alone by Go ({@code Certificate.Verify}) and by
   * OpenSSL ({@code build_chain} in x509_vfy.c), CA or not. Any other needs its issuer.
   */
  private void notCa(CaCertificate certificate, String where) {
    String flaw = certificate.words() + flaw(certificate.x509());
    if (certificate.isSelfIssued() && isSignedBy(certificate, certificate)) {
      findings.warning(
          where,
          flaw
              + "; Docker, containerd and OpenSSL trust it all the same, because it signed itself,"
              + " and other TLS libraries may not");
    } else if (allowed.contains(Allowance.LEAF)) {
      findings.warning(
          where,
          flaw
              + "; programs in Go trust it for itself alone, and OpenSSL only together with its"
              + " issuer");
    } else {
      findings.problem(where, flaw, remedy(certificate) + ", " + Allowance.LEAF.remedy());
    }
  }

  private static String flaw(X509Certificate x509) {
    if (x509.getVersion() < 3) {
      return " is an X.509 version %d certificate, which cannot say that it is a CA"
          .formatted(x509.getVersion());
    }
    return x509.getExtensionValue(BASIC_CONSTRAINTS) == null
        ? " is not a CA: no basicConstraints"
        : " is not a CA: basicConstraints CA:FALSE";
  }

  private String remedy(CaCertificate certificate) {
    if (file.stream().anyMatch(CaCertificate::isCa)) {
      return "leave the server's certificate out of the file, which has a CA's as well";
    }
    return certificate.isSelfIssued()
        ? "make one with basicConstraints CA:TRUE"
        : "give the certificate of its issuer, " + certificate.issuer();
  }

  private void algorithm(CaCertificate certificate, String where) {
    String algorithm = certificate.x509().getSigAlgName();
    if (WEAK_SIGNATURE.matcher(algorithm).matches()) {
      findings.warning(
          where,
          "%s is signed with %s, which TLS libraries are giving up"
              .formatted(certificate.words(), algorithm));
    }
  }

  /** OpenSSL trusts an anchor without looking at this signature, so a wrong one goes unseen. */
  private void ownSignature(CaCertificate certificate, String where) {
    if (certificate.isSelfIssued()
        && file.stream()
            .filter(other -> other.hasSubject(certificate.x509().getSubjectX500Principal()))
            .noneMatch(former -> isSignedBy(certificate, former))) {
      findings.warning(
          where,
          certificate.words()
              + " names itself as its issuer, but did not sign itself; compare its SHA-256 with the"
              + " CA's, unless the CA's former key signed it");
    }
  }

  /** Whether the signature fits, or cannot be checked. */
  private static boolean isSignedBy(CaCertificate certificate, CaCertificate issuer) {
    if (!issuer.keyForm().canVerify()) {
      return true;
    }
    try {
      certificate.x509().verify(issuer.x509().getPublicKey());
      return true;
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      return true; // an algorithm that the JDK does not know
    }
  }

  private void key(CaCertificate certificate, String where) {
    if (certificate.x509().getPublicKey() instanceof RSAPublicKey rsa
        && rsa.getModulus().bitLength() < RSA_BITS) {
      findings.warning(
          where,
          "%s has an RSA key of %d bits; Debian's OpenSSL refuses fewer than %d"
              .formatted(certificate.words(), rsa.getModulus().bitLength(), RSA_BITS));
    }
  }

  private void keyUsage(CaCertificate certificate, String where) {
    boolean[] usage = certificate.x509().getKeyUsage();
    if (usage != null && !usage[KEY_CERT_SIGN]) {
      findings.warning(
          where,
          certificate.words()
              + " has a keyUsage without keyCertSign; TLS libraries refuse the certificates that it"
              + " signed");
    }
  }

  /** OpenSSL ends a chain at a self-signed certificate, unless told -partial_chain (verify(1)). */
  private void issuer(CaCertificate certificate, String where) {
    if (file.stream()
        .noneMatch(other -> other.hasSubject(certificate.x509().getIssuerX500Principal()))) {
      findings.warning(
          where,
          certificate.words()
              + " is an intermediate CA; OpenSSL trusts it only together with its issuer, "
              + certificate.issuer());
    }
  }
}
