package dev.hosttrust.agent.spec;

import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Judges one certificate as a trust anchor (RFC 5280, 4.2.1.3, 4.2.1.9 and 6.1). */
final class CertificateChecks {
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final int KEY_CERT_SIGN = 5;
  private static final Duration SOON = Duration.ofDays(30);

  /** The least that Debian's OpenSSL takes at its default security level, 2. */
  private static final int RSA_BITS = 2048;

  private static final Pattern WEAK_SIGNATURE = Pattern.compile("(MD2|MD5|SHA-?1)with.*");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final X509Certificate certificate;
  private final String subject;
  private final String where;
  private final Findings findings;

  CertificateChecks(CaCertificate certificate, String where, Findings findings) {
    this.certificate = certificate.x509();
    this.subject =
        certificate.subject().isEmpty()
            ? "the certificate without a subject"
            : certificate.subject();
    this.where = where;
    this.findings = findings;
  }

  void run(Instant now) {
    validity(now);
    algorithm();
    ownSignature();
    key();
    if (isCa()) {
      keyUsage();
    } else {
      notCa();
    }
  }

  private boolean isCa() {
    return certificate.getBasicConstraints() >= 0;
  }

  private void notCa() {
    if (certificate.getVersion() < 3) {
      findings.problem(
          where,
          subject
              + " is an X.509 version "
              + certificate.getVersion()
              + " certificate, which cannot say that it is a CA",
          "make the CA's certificate anew, with basicConstraints CA:TRUE");
    } else {
      boolean absent = certificate.getExtensionValue(BASIC_CONSTRAINTS) == null;
      findings.problem(
          where,
          subject
              + " is not a CA: "
              + (absent ? "no basicConstraints" : "basicConstraints CA:FALSE"),
          "give the certificate of its issuer, " + issuer());
    }
  }

  private boolean isSelfIssued() {
    return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
  }

  private String issuer() {
    return isSelfIssued()
        ? "or make one with basicConstraints CA:TRUE"
        : certificate.getIssuerX500Principal().getName();
  }

  private void validity(Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    if (now.isBefore(from)) {
      findings.problem(
          where,
          subject + " is not valid before " + TIME.format(from),
          "wait until then, or set this computer's clock right");
    } else if (now.isAfter(to)) {
      findings.problem(
          where, subject + " expired on " + TIME.format(to), "give the CA's new certificate");
    } else if (Duration.between(now, to).compareTo(SOON) < 0) {
      long days = Duration.between(now, to).toDays();
      findings.warning(
          where,
          subject
              + " expires on "
              + TIME.format(to)
              + (days == 0 ? ", within a day" : ", in " + days + (days == 1 ? " day" : " days")));
    }
  }

  private void algorithm() {
    String algorithm = certificate.getSigAlgName();
    if (WEAK_SIGNATURE.matcher(algorithm).matches()) {
      findings.warning(
          where, subject + " is signed with " + algorithm + ", which TLS libraries are giving up");
    }
  }

  /** OpenSSL trusts an anchor without looking at this signature, so a damaged one goes unseen. */
  private void ownSignature() {
    if (!isSelfIssued()) {
      return;
    }
    try {
      certificate.verify(certificate.getPublicKey());
    } catch (SignatureException e) {
      findings.warning(
          where,
          subject
              + " names itself as its issuer, but did not sign itself; the file is damaged, or the"
              + " key was changed");
    } catch (GeneralSecurityException e) {
      return; // an algorithm that the JDK does not know is no sign of damage
    }
  }

  private void key() {
    if (certificate.getPublicKey() instanceof RSAPublicKey rsa
        && rsa.getModulus().bitLength() < RSA_BITS) {
      findings.warning(
          where,
          subject
              + " has an RSA key of "
              + rsa.getModulus().bitLength()
              + " bits; Debian's OpenSSL refuses fewer than "
              + RSA_BITS);
    }
  }

  private void keyUsage() {
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[KEY_CERT_SIGN]) {
      findings.warning(
          where,
          subject
              + " has a keyUsage without keyCertSign; TLS libraries refuse the certificates that it"
              + " signed");
    }
  }
}
