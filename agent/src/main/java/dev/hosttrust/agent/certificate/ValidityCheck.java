// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import dev.hosttrust.words.Findings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Judges when a certificate is valid. Outside of that time it is refused, unless the file has a
 * CA's that is valid: then it goes out as well, with a warning, so that a bundle that was fine
 * yesterday stays fine, and leaves the hosts as they are, on the day that one of its certificates
 * expires.
 */
final class ValidityCheck {
  private static final Duration SOON = Duration.ofDays(30);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final boolean anyIsValid;
  private final Set<Allowance> allowed;
  private final Instant now;
  private final Findings findings;

  ValidityCheck(List<CaCertificate> file, Set<Allowance> allowed, Instant now, Findings findings) {
    this.anyIsValid = file.stream().anyMatch(ca -> ca.isCa() && ca.isValidAt(now));
    this.allowed = allowed;
    this.now = now;
    this.findings = findings;
  }

  void check(CaCertificate certificate, String where) {
    if (now.isBefore(certificate.notBefore())) {
      String flaw = " is not valid before " + TIME.format(certificate.notBefore());
      String remedy = "wait until then, or set this computer's clock right";
      invalid(certificate, where, flaw, Allowance.NOT_YET_VALID, remedy);
    } else if (now.isAfter(certificate.notAfter())) {
      String flaw = " expired on " + TIME.format(certificate.notAfter());
      invalid(certificate, where, flaw, Allowance.EXPIRED, "give the CA's new certificate");
    } else if (Duration.between(now, certificate.notAfter()).compareTo(SOON) < 0) {
      findings.warning(where, certificate.words() + expiresSoon(certificate.notAfter()));
    }
  }

  private void invalid(
      CaCertificate certificate, String where, String flaw, Allowance allowance, String remedy) {
    String what = certificate.words() + flaw;
    if (anyIsValid) {
      findings.warning(where, what + "; it goes out with the rest of the file all the same");
    } else if (allowed.contains(allowance)) {
      findings.warning(where, what);
    } else {
      findings.problem(where, what, remedy + ", " + allowance.remedy());
    }
  }

  private String expiresSoon(Instant notAfter) {
    long days = Duration.between(now, notAfter).toDays();
    return " expires on "
        + TIME.format(notAfter)
        + (days == 0 ? ", within a day" : ", in " + days + (days == 1 ? " day" : " days"));
  }
}
