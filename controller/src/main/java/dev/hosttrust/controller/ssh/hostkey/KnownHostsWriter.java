// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Adds lines to a known_hosts file as OpenSSH does ({@code add_host_to_hostfile} in hostfile.c):
 * one write at the end, without a lock, which another program could hold for ever; 0600, directory
 * 0700.
 */
final class KnownHostsWriter {
  private KnownHostsWriter() {}

  /**
   * Adds a line; to what is no regular file, such as {@code /dev/null}, nothing is written.
   *
   * @return whether it was written
   */
  static boolean append(Path file, String line) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      return false;
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      String start = endsInTheMiddleOfALine(file) ? "\n" : "";
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(start + line + "\n");
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    return true;
  }

  private static boolean endsInTheMiddleOfALine(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer last = ByteBuffer.allocate(1);
      return size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
    }
  }
}
