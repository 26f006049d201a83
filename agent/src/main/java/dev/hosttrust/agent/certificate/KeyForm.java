// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import java.util.HexFormat;
import java.util.List;

/** How a public key names its elliptic curve (RFC 5480, 2.1.1), as far as programs differ on it. */
enum KeyForm {
  /** No curve, as with RSA, or one that the algorithm itself names, as with Ed25519. */
  NO_CURVE(""),

  /** P-256, P-384 or P-521, which every TLS library reads. */
  COMMON_CURVE(""),

  /** P-224. Go reads it; the JDK reads it and verifies nothing with it. */
  P_224(""),

  /** Such as Brainpool's, secp256k1 or SM2. The JDK reads a few of them and verifies with none. */
  OTHER_CURVE("on another curve than P-224, P-256, P-384 and P-521"),

  /** The curve's parameters in full, as old smart cards and HSMs write them. */
  EXPLICIT_CURVE("with explicit curve parameters");

  private static final HexFormat HEX = HexFormat.of();
  private static final String EC_PUBLIC_KEY = "2a8648ce3d0201"; // 1.2.840.10045.2.1

  private final String unknownToGo;

  KeyForm(String unknownToGo) {
    this.unknownToGo = unknownToGo;
  }

  /**
   * Words for a form that Go's {@code crypto/x509} refuses, and with it the whole certificate
   * ({@code namedCurveFromOID} in {@code parser.go}); empty for the others.
   */
  String unknownToGo() {
    return unknownToGo;
  }

  /** Whether a signature that does not verify here is a wrong one. */
  boolean canVerify() {
    return this == NO_CURVE || this == COMMON_CURVE;
  }

  /** Whether the JDK may refuse a certificate for its key alone. */
  boolean mayBeUnreadable() {
    return this == OTHER_CURVE || this == EXPLICIT_CURVE;
  }

  /**
   * @param key SubjectPublicKeyInfo
   * @throws IllegalArgumentException if it is malformed
   */
  static KeyForm of(Der.Element key) {
    List<Der.Element> parts = key.children();
    List<Der.Element> algorithm = parts.isEmpty() ? List.of() : parts.getFirst().children();
    if (algorithm.isEmpty() || !hex(algorithm.getFirst()).equals(EC_PUBLIC_KEY)) {
      return NO_CURVE;
    }
    if (algorithm.size() != 2 || parts.size() != 2 || !isPoint(parts.get(1))) {
      throw new IllegalArgumentException("a malformed EC key");
    }
    return ofParameters(algorithm.get(1));
  }

  private static KeyForm ofParameters(Der.Element parameters) {
    return switch (parameters.tag()) {
      case Der.SEQUENCE -> EXPLICIT_CURVE;
      case Der.OID ->
          switch (hex(parameters)) {
            case "2a8648ce3d030107", "2b81040022", "2b81040023" -> COMMON_CURVE;
            case "2b81040021" -> P_224;
            default -> OTHER_CURVE;
          };
      default -> throw new IllegalArgumentException("an EC key without a curve");
    };
  }

  /** A point is compressed (2, 3) or not (4), behind the number of unused bits (SEC 1, 2.3.3). */
  private static boolean isPoint(Der.Element key) {
    byte[] content = key.content();
    return key.tag() == Der.BIT_STRING
        && content.length > 2
        && content[0] == 0
        && content[1] >= 2
        && content[1] <= 4;
  }

  private static String hex(Der.Element element) {
    return HEX.formatHex(element.content());
  }
}
