// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.shell;

import java.nio.charset.StandardCharsets;

/**
 * What one command left.
 *
 * @param status exit status, 0 to 255; 128 + n where signal n ended it
 * @param stdout standard output, whole; not copied
 * @param stderr standard error, whole or its first part; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two layers, never compared
public record ExecResult(int status, byte[] stdout, byte[] stderr) {

  public String stdoutText() {
    return new String(stdout, StandardCharsets.UTF_8);
  }

  public String stderrText() {
    return new String(stderr, StandardCharsets.UTF_8);
  }
}
