// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import dev.hosttrust.agent.shell.ExecResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A line that the escalated shell prints before it becomes the command. It shows that the rights
 * were granted, and where the command's own output begins after whatever a login shell printed.
 */
final class ReadyMarker {
  private static final int NONCE_BYTES = 8;

  private final String nonce;

  ReadyMarker() {
    byte[] bytes = new byte[NONCE_BYTES];
    // Not a secret: it only has to differ from whatever a login shell prints.
    ThreadLocalRandom.current().nextBytes(bytes);
    nonce = HexFormat.of().formatHex(bytes);
  }

  /** {@code sh -c '...'} around a command: single quotes without quotes inside, alike in fish. */
  String wrap(String command) {
    return "sh -c 'echo " + word() + "; exec " + command + "'";
  }

  /** The line in bytes, its end included. */
  byte[] line() {
    return (word() + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** A prompt that nothing else prints. */
  String prompt() {
    return "hosttrust-password-" + nonce + ":";
  }

  /** The result with only the output after the marker; null if the marker is not in it. */
  @Nullable ExecResult strip(ExecResult result, int markerAt) {
    if (markerAt < 0) {
      return null;
    }
    byte[] out = result.stdout();
    return new ExecResult(
        result.status(),
        Arrays.copyOfRange(out, markerAt + line().length, out.length),
        result.stderr());
  }

  private String word() {
    return "hosttrust-ready-" + nonce;
  }
}
