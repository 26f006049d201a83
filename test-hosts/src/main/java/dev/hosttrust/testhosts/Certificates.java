// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemGenerationException;

/** Makes keys and X.509 certificates (RFC 5280), those included that openssl refuses to make. */
final class Certificates {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Certificates() {}

  static KeyPair keyPair(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(algorithm + " of " + bits + " bits", e);
    }
  }

  static X509Certificate ca(CaProfile profile, KeyPair keys) {
    X500Principal self = name(profile.subject());
    return ca(profile, keys.getPublic(), self, keys.getPublic(), keys.getPrivate());
  }

  static X509Certificate ca(
      CaProfile profile, PublicKey key, X509Certificate issuer, PrivateKey issuerKey) {
    return ca(profile, key, issuer.getSubjectX500Principal(), issuer.getPublicKey(), issuerKey);
  }

  private static X509Certificate ca(
      CaProfile profile,
      PublicKey key,
      X500Principal issuer,
      PublicKey issuerPublic,
      PrivateKey issuerKey) {
    JcaX509v3CertificateBuilder builder =
        builder(issuer, profile.notBefore(), profile.notAfter(), profile.subject(), key);
    int usage = KeyUsage.cRLSign | (profile.keyCertSign() ? KeyUsage.keyCertSign : 0);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(profile.ca()));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      addKeyIdentifiers(builder, key, issuerPublic);
    } catch (CertIOException e) {
      throw new UncheckedIOException(e);
    }
    return sign(builder, profile.digest(), issuerKey);
  }

  static X509Certificate server(
      String dnsName, PublicKey key, X509Certificate issuer, PrivateKey issuerKey) {
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        builder(
            issuer.getSubjectX500Principal(),
            now.minus(Duration.ofHours(1)),
            now.plus(Duration.ofDays(90)),
            dnsName,
            key);
    GeneralNames names = new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName));
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(Extension.subjectAlternativeName, false, names);
      addKeyIdentifiers(builder, key, issuer.getPublicKey());
    } catch (CertIOException e) {
      throw new UncheckedIOException(e);
    }
    return sign(builder, "SHA256", issuerKey);
  }

  static String pem(X509Certificate certificate) {
    return write(certificate);
  }

  static String pem(PrivateKey key) {
    try {
      return write(new JcaPKCS8Generator(key, null));
    } catch (PemGenerationException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Principal issuer, Instant from, Instant until, String subject, PublicKey key) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(120, RANDOM).setBit(120),
        Date.from(from),
        Date.from(until),
        name(subject),
        key);
  }

  private static void addKeyIdentifiers(
      JcaX509v3CertificateBuilder builder, PublicKey key, PublicKey issuerKey)
      throws CertIOException {
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          extensions.createAuthorityKeyIdentifier(issuerKey));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static X509Certificate sign(
      JcaX509v3CertificateBuilder builder, String digest, PrivateKey key) {
    String algorithm = digest + "with" + (key.getAlgorithm().equals("EC") ? "ECDSA" : "RSA");
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalArgumentException(algorithm, e);
    }
  }

  private static X500Principal name(String commonName) {
    return new X500Principal("CN=" + commonName);
  }

  private static String write(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // JcaPEMWriter ends its lines as the platform does.
    return text.toString().replace("\r\n", "\n");
  }
}
