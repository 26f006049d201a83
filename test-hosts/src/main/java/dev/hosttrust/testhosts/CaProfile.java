// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a CA certificate says of itself. Immutable; each method answers a changed copy.
 *
 * @param subject the common name
 * @param notBefore whole seconds, as certificates have them
 * @param notAfter whole seconds
 * @param algorithm the key's algorithm, {@code EC} or {@code RSA}
 * @param keyBits the key's size
 * @param digest the signature's digest, {@code SHA256} or {@code SHA1}
 * @param ca what the extension basicConstraints says
 * @param keyCertSign whether the extension keyUsage allows to sign certificates
 */
public record CaProfile(
    String subject,
    Instant notBefore,
    Instant notAfter,
    String algorithm,
    int keyBits,
    String digest,
    boolean ca,
    boolean keyCertSign) {

  /** A good CA: P-256, SHA-256, valid since yesterday and for ten years. */
  public static CaProfile named(String subject) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return new CaProfile(
        subject,
        now.minus(Duration.ofDays(1)),
        now.plus(Duration.ofDays(3650)),
        "EC",
        256,
        "SHA256",
        true,
        true);
  }

  /** Was valid for a year, until yesterday. */
  public CaProfile expired() {
    return valid(Duration.ofDays(-366), Duration.ofDays(-1));
  }

  /** Is valid for a year from tomorrow. */
  public CaProfile notYetValid() {
    return valid(Duration.ofDays(1), Duration.ofDays(366));
  }

  /** Expires this many days, less a minute, from now. */
  public CaProfile expiringInDays(int days) {
    return valid(Duration.ofDays(-1), Duration.ofDays(days).minusMinutes(1));
  }

  /** Has an RSA key of so many bits. */
  public CaProfile rsa(int bits) {
    return new CaProfile(subject, notBefore, notAfter, "RSA", bits, digest, ca, keyCertSign);
  }

  /** Is signed with SHA-1. */
  public CaProfile sha1() {
    return new CaProfile(subject, notBefore, notAfter, algorithm, keyBits, "SHA1", ca, keyCertSign);
  }

  /** Says that it is not a CA. */
  public CaProfile notACa() {
    return new CaProfile(subject, notBefore, notAfter, algorithm, keyBits, digest, false, false);
  }

  /** Is a CA whose key usage does not include to sign certificates. */
  public CaProfile withoutKeyCertSign() {
    return new CaProfile(subject, notBefore, notAfter, algorithm, keyBits, digest, ca, false);
  }

  /** Makes a self-signed CA of this kind, with a new key. */
  public TestCa create() {
    return TestCa.selfSigned(this);
  }

  private CaProfile valid(Duration from, Duration until) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return new CaProfile(
        subject, now.plus(from), now.plus(until), algorithm, keyBits, digest, ca, keyCertSign);
  }
}
