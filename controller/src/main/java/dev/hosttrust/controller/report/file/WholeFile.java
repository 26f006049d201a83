// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files so that whoever reads one sees the old or the new one, whole. */
public final class WholeFile {
  private static final FileAttribute<?> READABLE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-"));

  /** What a file shall hold. */
  @FunctionalInterface
  public interface Text {
    void writeTo(Writer out) throws IOException;
  }

  private WholeFile() {}

  /**
   * Writes a file in UTF-8, first beside the old one and then in its place. Its mode is what the
   * umask leaves of 0666: others have to read it, such as Prometheus' node_exporter.
   */
  public static void write(Path file, Text text) throws IOException {
    // A dot in front and another ending: neither node_exporter nor a CI server picks it up.
    Path directory = file.toAbsolutePath().getParent();
    Path beside = Files.createTempFile(directory, ".hosttrust-", ".tmp", READABLE);
    try {
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        fill(channel, text);
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Leaves the channel open. */
  @SuppressWarnings("resource") // closing the stream would close the channel before it is forced
  private static void fill(FileChannel channel, Text text) throws IOException {
    OutputStream bytes = Channels.newOutputStream(channel);
    Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    text.writeTo(out);
    out.flush();
  }
}
