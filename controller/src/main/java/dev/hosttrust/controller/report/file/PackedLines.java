// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Lines in memory, compressed: those of ten thousand hosts hardly differ, so that 30 MB of them
 * need less than one.
 */
final class PackedLines {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Writer packer;
  private boolean closed;

  PackedLines() {
    try {
      packer = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(String line) {
    try {
      packer.write(line);
      packer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all lines; from then on none can be added. */
  BufferedReader reader() {
    try {
      if (!closed) {
        packer.close();
        closed = true;
      }
      return new BufferedReader(
          new InputStreamReader(
              new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray())),
              StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes all lines with a text between two of them. */
  void writeTo(Writer out, String between) throws IOException {
    try (BufferedReader lines = reader()) {
      String separator = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.write(separator);
        out.write(line);
        separator = between;
      }
    }
  }
}
