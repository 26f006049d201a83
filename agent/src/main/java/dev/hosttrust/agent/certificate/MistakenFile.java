// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;

/** What a user gives in place of a certificate, and how to get the certificate from it. */
enum MistakenFile {
  PRIVATE_KEY(
      "a private key, which every user of every host could read then",
      "leave the key where it is and give a file with the CA certificate alone"),
  PKCS12(
      "a PKCS#12 keystore",
      "take the CA certificate out of it: openssl pkcs12 -nokeys -in FILE -out new.crt"),
  JAVA_KEYSTORE(
      "a Java keystore",
      "take the CA certificate out of it: keytool -exportcert -rfc -keystore FILE -alias ALIAS"
          + " -file new.crt"),
  PKCS7(
      "a PKCS#7 file",
      "convert it: openssl pkcs7 -print_certs -in FILE -out new.crt (with -inform DER if it is"
          + " binary)"),
  TRUSTED(
      "a certificate in OpenSSL's own TRUSTED form, which other programs cannot read",
      "convert it: openssl x509 -in FILE -out new.crt"),
  REQUEST("a certificate signing request", MistakenFile.GIVE_THE_CA),
  CRL("a certificate revocation list", MistakenFile.GIVE_THE_CA),
  PUBLIC_KEY("a public key", MistakenFile.GIVE_THE_CA),
  BASE64_OF_PEM(
      "the base64 of a PEM file, as a Kubernetes Secret's value is",
      "decode it: base64 -d FILE >new.crt"),
  SECRET(
      "a PEM file in base64, as a Kubernetes Secret has it",
      "take the value of ca.crt out of it and decode it with base64 -d"),
  BASE64_OF_DER(
      "base64 without BEGIN and END lines around it", "decode it: base64 -d FILE >new.der"),
  OTHER("no certificate", MistakenFile.GIVE_THE_CA);

  private static final String GIVE_THE_CA = "give a file with the CA certificate, in PEM or DER";

  /** What the base64 of {@code -----BEGIN} is where it starts the file. */
  private static final String BASE64_OF_BEGIN = "LS0tLS1CRUdJTi";

  private static final int INTEGER = 0x02;
  private static final int OCTET_STRING = 0x04;
  private static final int CONTEXT_0 = 0xa0;

  private final String words;
  private final String remedy;

  MistakenFile(String words, String remedy) {
    this.words = words;
    this.remedy = remedy;
  }

  /** Such as "a public key". */
  String words() {
    return words;
  }

  String remedy(String origin) {
    return remedy.replace("FILE", origin);
  }

  /** What a PEM label other than a certificate's promises (RFC 7468, and OpenSSL's pem.h). */
  static MistakenFile ofLabel(String label) {
    return switch (label) {
      case "TRUSTED CERTIFICATE" -> TRUSTED;
      case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" -> REQUEST;
      case "X509 CRL" -> CRL;
      case "PUBLIC KEY", "RSA PUBLIC KEY", "DSA PUBLIC KEY" -> PUBLIC_KEY;
      case "PKCS7", "PKCS #7 SIGNED DATA", "CMS" -> PKCS7;
      default -> OTHER;
    };
  }

  /** Judges a whole file in which there is no PEM block. */
  static MistakenFile ofFile(byte[] file) {
    MistakenFile kind = ofBytes(file);
    return kind == OTHER ? ofBase64(new String(file, StandardCharsets.ISO_8859_1)) : kind;
  }

  private static MistakenFile ofBase64(String text) {
    try {
      byte[] decoded = Base64.getDecoder().decode(text.replaceAll("\\s", ""));
      if (new String(decoded, StandardCharsets.ISO_8859_1).contains("-----BEGIN ")) {
        return BASE64_OF_PEM;
      }
      if (decoded.length > 1 && decoded[0] == Der.SEQUENCE && decoded[1] < 0) {
        return BASE64_OF_DER;
      }
    } catch (IllegalArgumentException e) {
      // Not base64 as a whole, but a part of it may be.
    }
    return text.contains(BASE64_OF_BEGIN) ? SECRET : OTHER;
  }

  /** Judges bytes that are not a readable certificate by their outermost structure. */
  static MistakenFile ofBytes(byte[] bytes) {
    String latin1 = new String(bytes, StandardCharsets.ISO_8859_1);
    if (latin1.startsWith("\u00fe\u00ed\u00fe\u00ed")
        || latin1.startsWith("\u00ce\u00ce\u00ce\u00ce")) {
      return JAVA_KEYSTORE; // JKS, JCEKS
    }
    // Some tools write these two in BER with an indefinite length, which Der does not read.
    if (latin1.startsWith("0\u0080\u0002\u0001\u0003")) {
      return PKCS12;
    }
    if (latin1.startsWith("0\u0080\u0006")) {
      return PKCS7;
    }
    try {
      Der.Element outer = Der.all(bytes).getFirst();
      return outer.tag() == Der.SEQUENCE ? ofParts(outer.children()) : OTHER;
    } catch (IllegalArgumentException | NoSuchElementException e) {
      return OTHER;
    }
  }

  private static MistakenFile ofParts(List<Der.Element> parts) {
    List<Integer> tags = tags(parts);
    if (startsWith(tags, Der.OID)) {
      return PKCS7;
    }
    if (startsWith(tags, INTEGER, Der.SEQUENCE) && parts.getFirst().content()[0] == 3) {
      return PKCS12; // RFC 7292, 4: version 3
    }
    if (startsWith(tags, INTEGER, Der.SEQUENCE, OCTET_STRING) // RFC 5958 (PKCS#8)
        || startsWith(tags, INTEGER, INTEGER, INTEGER) // RFC 8017, A.1.2 (RSA); DSA
        || startsWith(tags, INTEGER, OCTET_STRING) // RFC 5915 (EC)
        || tags.equals(List.of(Der.SEQUENCE, OCTET_STRING))) { // RFC 5958, 3: encrypted
      return PRIVATE_KEY;
    }
    if (tags.equals(List.of(Der.SEQUENCE, Der.BIT_STRING))
        || tags.equals(List.of(INTEGER, INTEGER))) {
      return PUBLIC_KEY;
    }
    return tags.equals(List.of(Der.SEQUENCE, Der.SEQUENCE, Der.BIT_STRING))
        ? ofSigned(tags(parts.getFirst().children()))
        : OTHER;
  }

  /** RFC 2986, 4 (request) and RFC 5280, 5.1 (list), whose third field is a time. */
  private static MistakenFile ofSigned(List<Integer> tags) {
    if (startsWith(tags, INTEGER, Der.SEQUENCE, Der.SEQUENCE, CONTEXT_0)) {
      return REQUEST;
    }
    int version = startsWith(tags, INTEGER) ? 1 : 0;
    boolean time = tags.size() > version + 2 && List.of(0x17, 0x18).contains(tags.get(version + 2));
    return time ? CRL : OTHER;
  }

  private static List<Integer> tags(List<Der.Element> parts) {
    return parts.stream().map(Der.Element::tag).toList();
  }

  private static boolean startsWith(List<Integer> tags, Integer... expected) {
    return tags.size() >= expected.length
        && tags.subList(0, expected.length).equals(List.of(expected));
  }
}
