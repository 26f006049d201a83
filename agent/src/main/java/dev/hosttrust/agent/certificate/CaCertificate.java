// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import dev.hosttrust.agent.text.Printable;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate and the bytes of the file that carries it to the hosts. Immutable. Whether it is a
 * CA, and valid now, is for {@link CaFileReader} to check.
 */
public final class CaCertificate {
  /** SubjectPublicKeyInfo of an algorithm that nobody has: 2.999, which X.660 gives to examples. */
  private static final Der.Element UNKNOWN_KEY =
      Der.sequence(
          List.of(
              Der.sequence(List.of(new Der.Element(Der.OID, new byte[] {(byte) 0x88, 0x37}))),
              new Der.Element(Der.BIT_STRING, new byte[] {0, 0})));

  private static final int SUFFIX_DIGITS = 8;
  private static final int LONGEST_SUBJECT = 250;

  private final X509Certificate x509;
  private final byte[] der;
  private final byte[] pem;
  private final String fingerprint;
  private final String subjectHash;
  private final KeyForm keyForm;

  private CaCertificate(
      X509Certificate x509, KeyForm keyForm, byte[] der, byte[] pem, String subjectHash) {
    this.x509 = x509;
    this.keyForm = keyForm;
    this.der = der;
    this.pem = pem;
    this.fingerprint = HexFormat.of().formatHex(digest("SHA-256", der));
    this.subjectHash = subjectHash;
  }

  /**
   * A certificate whose file is written in the usual PEM form: 64 columns, LF, newline at the end.
   *
   * @throws CertificateException if the bytes are not exactly one X.509 certificate
   */
  public static CaCertificate ofDer(byte[] der) throws CertificateException {
    return of(der.clone(), PemWriter.certificate(der));
  }

  /** A certificate whose file is kept as the user has it, byte for byte. */
  public static CaCertificate ofFile(byte[] der, byte[] file) throws CertificateException {
    return of(der.clone(), file.clone());
  }

  private static CaCertificate of(byte[] der, byte[] pem) throws CertificateException {
    try {
      X509Certificate x509 = read(der);
      KeyForm keyForm = KeyForm.of(CertificateFields.of(der).publicKey());
      return new CaCertificate(x509, keyForm, der, pem, SubjectHash.of(der));
    } catch (IllegalArgumentException e) {
      throw new CertificateException(e.getMessage(), e);
    }
  }

  /**
   * Reads a certificate with the JDK, and one whose curve the JDK does not know with {@link
   * #UNKNOWN_KEY} in the place of its own: the JDK reads the rest of a certificate whatever the
   * algorithm of the key is, but not if it knows the algorithm and the curve not.
   */
  private static X509Certificate read(byte[] der) throws CertificateException {
    try {
      return parse(der);
    } catch (CertificateException e) {
      if (mayHaveAnUnknownCurve(der)) {
        return parse(CertificateFields.of(der).withPublicKey(UNKNOWN_KEY));
      }
      throw e;
    }
  }

  private static boolean mayHaveAnUnknownCurve(byte[] der) {
    try {
      CertificateFields fields = CertificateFields.of(der);
      return KeyForm.of(fields.publicKey()).mayBeUnreadable()
          && Arrays.equals(fields.withPublicKey(fields.publicKey()), der); // in DER, not in BER
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static X509Certificate parse(byte[] der) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    ByteArrayInputStream in = new ByteArrayInputStream(der);
    X509Certificate x509 = (X509Certificate) factory.generateCertificate(in);
    if (in.available() > 0) {
      throw new CertificateException(in.available() + " bytes follow the certificate");
    }
    if (!Arrays.equals(x509.getEncoded(), der)) {
      throw new CertificateException("it is not in DER"); // the JDK reads some BER, too
    }
    return x509;
  }

  /** The certificate's DER; a fresh copy. */
  public byte[] der() {
    return der.clone();
  }

  /**
   * What the JDK read. Its {@code getPublicKey()} and {@code getEncoded()} are not the
   * certificate's own where {@link KeyForm#mayBeUnreadable}.
   */
  X509Certificate x509() {
    return x509;
  }

  KeyForm keyForm() {
    return keyForm;
  }

  /**
   * Words for a form of its key that Go refuses, and with it the whole certificate; empty if Go
   * reads it.
   */
  public String unknownToGo() {
    return keyForm.unknownToGo();
  }

  /** SHA-256 of the DER, 64 lower-case hex digits. */
  public String fingerprint() {
    return fingerprint;
  }

  /** What is put behind an anchor's name for this part of a bundle, such as {@code -1e0ea5d0}. */
  public String partSuffix() {
    return "-" + fingerprint.substring(0, SUFFIX_DIGITS);
  }

  /**
   * The bytes of the file that is written to hosts; a fresh copy. For a PEM file with one
   * certificate these are the user's own bytes, text around the block and line ends included.
   */
  public byte[] pem() {
    return pem.clone();
  }

  /** The base64 of the DER on one line: what a bundle has between the marker lines, joined. */
  public String bodyBase64() {
    return Base64.getEncoder().encodeToString(der);
  }

  /** The subject in the form of RFC 2253, such as {@code CN=Example CA,O=Example}. */
  public String subject() {
    return x509.getSubjectX500Principal().getName();
  }

  /** The subject, in a message about the certificate. */
  public String words() {
    return subject().isEmpty() ? "the certificate without a subject" : subject();
  }

  boolean hasSubject(X500Principal subject) {
    return x509.getSubjectX500Principal().equals(subject);
  }

  /** The issuer in the form of RFC 2253. */
  String issuer() {
    return x509.getIssuerX500Principal().getName();
  }

  /** Whether subject and issuer are the same, as with every root. */
  boolean isSelfIssued() {
    return x509.getIssuerX500Principal().equals(x509.getSubjectX500Principal());
  }

  /** Whether basicConstraints says that it is a CA (RFC 5280, 4.2.1.9). */
  boolean isCa() {
    return x509.getBasicConstraints() >= 0;
  }

  boolean isValidAt(Instant time) {
    return !time.isBefore(notBefore()) && !time.isAfter(notAfter());
  }

  Instant notBefore() {
    return x509.getNotBefore().toInstant();
  }

  public Instant notAfter() {
    return x509.getNotAfter().toInstant();
  }

  /** Eight hex digits, as {@code openssl x509 -noout -subject_hash} prints them. */
  public String subjectHash() {
    return subjectHash;
  }

  static byte[] digest(String algorithm, byte[] data) {
    try {
      return MessageDigest.getInstance(algorithm).digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  /**
   * For people: subject, fingerprint, and the last day on which it is valid, in UTC. A subject that
   * is longer than {@value #LONGEST_SUBJECT} characters, as only a hostile host's is, is cut.
   */
  public String described() {
    return "%s (SHA-256 %s, valid until %s)"
        .formatted(
            Printable.shortened(words(), LONGEST_SUBJECT),
            fingerprint,
            notAfter().atOffset(ZoneOffset.UTC).toLocalDate());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CaCertificate that
        && Arrays.equals(der, that.der)
        && Arrays.equals(pem, that.pem);
  }

  @Override
  public int hashCode() {
    return fingerprint.hashCode(); // which a text keeps: certificates are keys of many maps
  }

  @Override
  public String toString() {
    return subject() + " (SHA-256 " + fingerprint + ")";
  }
}
