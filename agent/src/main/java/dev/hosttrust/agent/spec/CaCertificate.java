package dev.hosttrust.agent.spec;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A certificate and the bytes of the file that carries it to the hosts. Immutable. Whether it is a
 * CA, and valid now, is for {@link CaFileReader} to check.
 */
public final class CaCertificate {
  private final X509Certificate x509;
  private final byte[] der;
  private final byte[] pem;
  private final String fingerprint;
  private final String subjectHash;

  private CaCertificate(X509Certificate x509, byte[] der, byte[] pem, String subjectHash) {
    this.x509 = x509;
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
  static CaCertificate ofFile(byte[] der, byte[] file) throws CertificateException {
    return of(der.clone(), file.clone());
  }

  private static CaCertificate of(byte[] der, byte[] pem) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    ByteArrayInputStream in = new ByteArrayInputStream(der);
    X509Certificate x509 = (X509Certificate) factory.generateCertificate(in);
    if (in.available() > 0) {
      throw new CertificateException(in.available() + " bytes follow the certificate");
    }
    if (!Arrays.equals(x509.getEncoded(), der)) {
      throw new CertificateException("it is not in DER"); // the JDK reads some BER, too
    }
    try {
      return new CaCertificate(x509, der, pem, SubjectHash.of(der));
    } catch (IllegalArgumentException e) {
      throw new CertificateException(e.getMessage(), e);
    }
  }

  /** The certificate's DER; a fresh copy. */
  public byte[] der() {
    return der.clone();
  }

  public X509Certificate x509() {
    return x509;
  }

  /** SHA-256 of the DER, 64 lower-case hex digits. */
  public String fingerprint() {
    return fingerprint;
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

  @Override
  public boolean equals(Object other) {
    return other instanceof CaCertificate that
        && Arrays.equals(der, that.der)
        && Arrays.equals(pem, that.pem);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }

  @Override
  public String toString() {
    return subject() + " (SHA-256 " + fingerprint + ")";
  }
}
