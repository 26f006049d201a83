// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A certificate authority made for a test, with its private key. Immutable.
 *
 * <p>{@link CaProfile} makes those that are not as they should be.
 */
public final class TestCa {
  private final X509Certificate certificate;
  private final KeyPair keys;
  private final List<X509Certificate> issuers;

  private TestCa(X509Certificate certificate, KeyPair keys, List<X509Certificate> issuers) {
    this.certificate = certificate;
    this.keys = keys;
    this.issuers = List.copyOf(issuers);
  }

  /** A good self-signed CA with this common name. */
  public static TestCa named(String subject) {
    return CaProfile.named(subject).create();
  }

  static TestCa selfSigned(CaProfile profile) {
    KeyPair keys = Certificates.keyPair(profile.algorithm(), profile.keyBits());
    return new TestCa(Certificates.ca(profile, keys), keys, List.of());
  }

  /** A CA below this one. */
  public TestCa intermediate(CaProfile profile) {
    KeyPair below = Certificates.keyPair(profile.algorithm(), profile.keyBits());
    X509Certificate signed =
        Certificates.ca(profile, below.getPublic(), certificate, keys.getPrivate());
    return new TestCa(signed, below, chain());
  }

  /** Another self-signed certificate of this CA's key. */
  public TestCa withSameKey(CaProfile profile) {
    return new TestCa(Certificates.ca(profile, keys), keys, List.of());
  }

  /**
   * The same subject and key, signed by another CA. The servers' certificates of it come with it as
   * an intermediate, so that clients with either CA trust them.
   */
  public TestCa crossSignedBy(TestCa other) {
    String subject = certificate.getSubjectX500Principal().getName().replaceFirst("^CN=", "");
    X509Certificate signed =
        Certificates.ca(
            CaProfile.named(subject), keys.getPublic(), other.certificate, other.keys.getPrivate());
    return new TestCa(signed, keys, other.chain());
  }

  /** A server's certificate for a DNS name, valid for 90 days. */
  public ServerCertificate server(String dnsName) {
    KeyPair server = Certificates.keyPair("EC", 256);
    X509Certificate leaf =
        Certificates.server(dnsName, server.getPublic(), certificate, keys.getPrivate());
    // A server sends the intermediates; the root is what its clients have.
    String intermediates =
        chain().stream().limit(issuers.size()).map(Certificates::pem).collect(Collectors.joining());
    return new ServerCertificate(
        dnsName, Certificates.pem(leaf), intermediates, Certificates.pem(server.getPrivate()));
  }

  /** The certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The certificate in PEM, one block with a newline at its end. */
  public String pem() {
    return Certificates.pem(certificate);
  }

  /**
   * SHA-256 of the certificate, as keytool and openssl print it: pairs of hex digits and colons.
   */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(der());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The certificate in DER. */
  public byte[] der() {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate just made can be encoded", e);
    }
  }

  /** The private key in PEM (PKCS #8), for files that should not hold one. */
  public String privateKeyPem() {
    return Certificates.pem(keys.getPrivate());
  }

  /** Writes {@link #pem} to a file and answers the file. */
  public Path writeTo(Path file) {
    try {
      return Files.writeString(file, pem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<X509Certificate> chain() {
    List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
    chain.addAll(issuers);
    return chain;
  }
}
