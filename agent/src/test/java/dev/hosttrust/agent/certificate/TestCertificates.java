// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates with one thing or other about them. Each {@code with} gives a new maker. */
public record TestCertificates(
    X500Name subject,
    X500Name issuer,
    KeyPair key,
    KeyPair signer,
    String signature,
    Instant notBefore,
    Instant notAfter,
    Constraints constraints,
    int keyUsage) {

  /** The time that all tests take for now. */
  public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  static final KeyPair EC = key("EC", 256);

  enum Constraints {
    CA,
    END_ENTITY,
    ABSENT,
    VERSION_1
  }

  /** A self-signed CA, valid in 2025 to 2035, with nothing to warn of. */
  public static TestCertificates ca(String name) {
    return ca(new X500Name(name));
  }

  static TestCertificates ca(X500Name name) {
    return new TestCertificates(
        name,
        name,
        EC,
        EC,
        "SHA256withECDSA",
        Instant.parse("2025-01-01T00:00:00Z"),
        Instant.parse("2035-01-01T00:00:00Z"),
        Constraints.CA,
        KeyUsage.keyCertSign | KeyUsage.cRLSign);
  }

  TestCertificates issuedBy(String issuer) {
    return new TestCertificates(
        subject,
        new X500Name(issuer),
        key,
        signer,
        signature,
        notBefore,
        notAfter,
        constraints,
        keyUsage);
  }

  public TestCertificates with(KeyPair key, String signature) {
    return new TestCertificates(
        subject, issuer, key, key, signature, notBefore, notAfter, constraints, keyUsage);
  }

  /** Signed by another key than its own. */
  TestCertificates signedWith(KeyPair signer, String signature) {
    return new TestCertificates(
        subject, issuer, key, signer, signature, notBefore, notAfter, constraints, keyUsage);
  }

  public TestCertificates valid(String from, String to) {
    return new TestCertificates(
        subject,
        issuer,
        key,
        signer,
        signature,
        Instant.parse(from),
        Instant.parse(to),
        constraints,
        keyUsage);
  }

  public TestCertificates with(Constraints constraints) {
    return new TestCertificates(
        subject, issuer, key, signer, signature, notBefore, notAfter, constraints, keyUsage);
  }

  /**
   * @param keyUsage bits of {@link KeyUsage}, 0 for none
   */
  public TestCertificates with(int keyUsage) {
    return new TestCertificates(
        subject, issuer, key, signer, signature, notBefore, notAfter, constraints, keyUsage);
  }

  public byte[] der() {
    try {
      ContentSigner contentSigner =
          new JcaContentSignerBuilder(signature).build(signer.getPrivate());
      BigInteger serial = BigInteger.valueOf(0x1234567);
      SubjectPublicKeyInfo publicKey =
          SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded());
      Date from = Date.from(notBefore);
      Date to = Date.from(notAfter);
      if (constraints == Constraints.VERSION_1) {
        return new X509v1CertificateBuilder(issuer, serial, from, to, subject, publicKey)
            .build(contentSigner)
            .getEncoded();
      }
      var builder = new X509v3CertificateBuilder(issuer, serial, from, to, subject, publicKey);
      if (constraints != Constraints.ABSENT) {
        builder.addExtension(
            Extension.basicConstraints, true, new BasicConstraints(constraints == Constraints.CA));
      }
      if (keyUsage != 0) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
      }
      return builder.build(contentSigner).getEncoded();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  public String pem() {
    return pem("CERTIFICATE", der());
  }

  /** The certificate of a server, as PEM. */
  public static String server(String dnsName) {
    try {
      TestCertificates by = ca("CN=" + dnsName);
      var builder =
          new X509v3CertificateBuilder(
              by.issuer,
              BigInteger.TWO,
              Date.from(by.notBefore),
              Date.from(by.notAfter),
              by.subject,
              SubjectPublicKeyInfo.getInstance(by.key.getPublic().getEncoded()));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
      ContentSigner signer =
          new JcaContentSignerBuilder(by.signature).build(by.signer.getPrivate());
      return pem("CERTIFICATE", builder.build(signer).getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  static String pem(String label, byte[] der) {
    return pem(label, der, 64);
  }

  static String pem(String label, byte[] der, int columns) {
    byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(columns, lineEnd).encodeToString(der), label);
  }

  public static KeyPair key(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
