// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

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
    if (isContent(begin, BEGIN)) {
      int end = begin + 1;
      while (isBase64(end, LAST)) {
        end++;
      }
      if (isContent(end, END) && certificate(begin, end + 1)) {
        return end + 1;
      }
    }
    int end = base64(begin);
    if (end > begin + 1) {
      result.add("%s[%d lines of base64]".formatted(sign(begin), end - begin));
      return end;
    }
    result.add(lines.get(begin));
    return begin + 1;
  }

  /**
   * Names one that comes, goes or stays, or one in place of another.
   *
   * @return false where the lines are a part of one: that is no damaged certificate
   */
  private boolean certificate(int begin, int end) {
    List<String> signs = IntStream.range(begin, end).mapToObj(this::sign).distinct().toList();
    if (signs.size() == 1) {
      name(signs.getFirst(), pem(begin, end, signs.getFirst()));
      return true;
    }
    List<String> old = pem(begin, end, "- ");
    List<String> now = pem(begin, end, "+ ");
    if (!isWhole(old) || !isWhole(now)) {
      return false;
    }
    name("-", old);
    name("+", now);
    return true;
  }

  /** The lines with one of some signs, without them. */
  private List<String> pem(int begin, int end, String signs) {
    return IntStream.range(begin, end)
        .filter(i -> signs.contains(sign(i)))
        .mapToObj(i -> lines.get(i).substring(1))
        .toList();
  }

  private static boolean isWhole(List<String> pem) {
    return pem.size() > 2 && pem.getFirst().equals(BEGIN) && pem.getLast().equals(END);
  }

  private void name(String sign, List<String> pem) {
    String certificate =
        FoundCertificates.in(String.join("\n", pem) + "\n").stream()
            .findFirst()
            .map(CaCertificate::described)
            .orElse("a certificate that cannot be read");
    result.add("%s[%s, %d lines]".formatted(sign, certificate, pem.size()));
  }

  /** The end of the base64 with one sign that begins there; the last line may be a short one. */
  private int base64(int begin) {
    int end = begin;
    while (isBase64(end, FULL) && sign(end).equals(sign(begin))) {
      end++;
    }
    boolean last = end > begin && isBase64(end, LAST) && sign(end).equals(sign(begin));
    return last ? end + 1 : end;
  }

  private boolean isBase64(int at, Pattern pattern) {
    return isDiffLine(at) && pattern.matcher(lines.get(at).substring(1)).matches();
  }

  private boolean isContent(int at, String content) {
    return isDiffLine(at) && lines.get(at).substring(1).equals(content);
  }

  private boolean isDiffLine(int at) {
    return at < lines.size() && !lines.get(at).isEmpty() && " +-".contains(sign(at));
  }

  private String sign(int at) {
    return lines.get(at).substring(0, 1);
  }
}
