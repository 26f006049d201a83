// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import java.io.Writer;
import java.util.function.Consumer;

/** Hands on each line that is written to it, without its end. */
final class LineSink extends Writer {
  private final Consumer<String> lines;
  private final StringBuilder line = new StringBuilder();

  LineSink(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void write(char[] text, int offset, int length) {
    int begin = offset;
    for (int i = offset; i < offset + length; i++) {
      if (text[i] == '\n') {
        line.append(text, begin, i - begin);
        lines.accept(line.toString());
        line.setLength(0);
        begin = i + 1;
      }
    }
    line.append(text, begin, offset + length - begin);
  }

  @Override
  public void flush() {
    // Only whole lines are handed on.
  }

  @Override
  public void close() {
    // There is nothing behind it.
  }
}
