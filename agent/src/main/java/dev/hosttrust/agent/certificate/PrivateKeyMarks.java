// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Signs of a private key in a text. The store is world-readable, and {@code update-ca-certificates}
 * copies whole files into the bundle, so a key in a CA file would be published on every host.
 */
final class PrivateKeyMarks {
  private static final Pattern MARK =
      Pattern.compile(
          // PEM of every kind, PGP's "PRIVATE KEY BLOCK" too; ssh.com has four dashes and a blank
          "-{4,5} ?BEGIN [A-Z0-9 ]*PRIVATE KEY"
              // PuTTY
              + "|PuTTY-User-Key-File-"
              // what `openssl pkey -text` prints above the block: RSA; EC and DSA
              + "|^\\s*privateExponent:|^\\s*priv:\\s*$",
          Pattern.CASE_INSENSITIVE);

  private PrivateKeyMarks() {}

  /** The number of the first line with a sign, from 1. */
  static OptionalInt firstLine(String text) {
    String[] lines = PemParser.lines(text);
    return IntStream.range(0, lines.length)
        .filter(i -> MARK.matcher(lines[i]).find())
        .map(i -> i + 1)
        .findFirst();
  }
}
