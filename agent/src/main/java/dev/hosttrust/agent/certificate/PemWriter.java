// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** PEM as {@code openssl x509} writes it: 64 columns, LF, a newline at the end (RFC 7468, 2). */
public final class PemWriter {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private PemWriter() {}

  public static byte[] certificate(byte[] der) {
    return ("-----BEGIN CERTIFICATE-----\n"
            + LINES.encodeToString(der)
            + "\n-----END CERTIFICATE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
