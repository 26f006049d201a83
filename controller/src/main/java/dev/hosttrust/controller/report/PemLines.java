// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of a diff with each certificate named in place of its PEM, which tells nobody anything.
 */
final class PemLines {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  /** As much base64 as the lines of a PEM file have, behind the sign. */
  private static final Pattern FULL = Pattern.compile("[A-Za-z0-9+/]{40,}={0,2}");

  private static final Pattern LAST = Pattern.compile("[A-Za-z0-9+/]{1,76}={0,2}");

  private final List<String> lines;
  private final List<String> result = new ArrayList<>();

  private PemLines(List<String> lines) {
    this.lines = lines;
  }

  /** The same, shorter. */
  static List<String> named(List<String> lines) {
    PemLines pem = new PemLines(lines);
    for (int i = 0; i < lines.size(); ) {
      i = pem.next(i);
    }
    return pem.result;
  }

  /** Handles what begins there and returns what comes after. */
  private int next(int begin) {
    String line = lines.get(begin);
    if (line.endsWith(BEGIN)) {
      String sign = line.substring(0, line.length() - BEGIN.length());
      int end = base64(begin + 1, sign);
      if (end < lines.size() && lines.get(end).equals(sign + END)) {
        result.add(sign + "[" + words(begin, end + 1, sign) + "]");
        return end + 1;
      }
    } else if (!line.isEmpty() && base64(begin, line.substring(0, 1)) > begin + 1) {
      int end = base64(begin, line.substring(0, 1));
      result.add("%s[%d lines of base64]".formatted(line.charAt(0), end - begin));
      return end;
    }
    result.add(line);
    return begin + 1;
  }

  /** The end of the base64 that begins there, behind one sign; the last line may be a short one. */
  private int base64(int begin, String sign) {
    int end = begin;
    while (isBase64(end, sign, FULL)) {
      end++;
    }
    return end > begin && isBase64(end, sign, LAST) ? end + 1 : end;
  }

  private boolean isBase64(int at, String sign, Pattern pattern) {
    return at < lines.size()
        && lines.get(at).startsWith(sign)
        && pattern.matcher(lines.get(at).substring(sign.length())).matches();
  }

  private String words(int begin, int end, String sign) {
    String pem =
        String.join(
            "\n",
            lines.subList(begin, end).stream().map(line -> line.substring(sign.length())).toList());
    String certificate =
        FoundCertificates.in(pem + "\n").stream()
            .findFirst()
            .map(CaCertificate::described)
            .orElse("a certificate that cannot be read");
    return "%s, %d lines".formatted(certificate, end - begin);
  }
}
