// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, which may be a file on a full disk, closed, or a pipe whose reader has gone. No
 * command stops for that: a rollout would leave the fleet half done. After the first failure
 * nothing more is written, so that what arrived has no gaps, and the end of the program tells.
 */
public final class StandardOutput extends OutputStream {
  private final OutputStream out;
  private volatile @Nullable IOException failure;

  public StandardOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (failure == null) {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  /** What the user should know; a reader that went away had enough, which is no news to them. */
  public Optional<String> problem() {
    IOException e = failure;
    return e == null || readerWentAway(e)
        ? Optional.empty()
        : Optional.of("standard output could not be written to its end: " + e.getMessage());
  }

  /**
   * The exit code of the program. What came of the hosts counts for more.
   *
   * @param code that of the command
   */
  public int exitCode(int code) {
    IOException e = failure;
    if (e == null || (code != ExitCode.OK && code != ExitCode.CHANGES_PENDING)) {
      return code;
    }
    return readerWentAway(e) ? ExitCode.READER_WENT_AWAY : ExitCode.INTERNAL;
  }

  /** In the words of the operating system; Java has no type for it. */
  private static boolean readerWentAway(IOException e) {
    return String.valueOf(e.getMessage()).contains("Broken pipe");
  }
}
