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

/** Adds lines to a known_hosts file as OpenSSH does: one write at the end, 0600, directory 0700. */
final class KnownHostsWriter {
  private KnownHostsWriter() {}

  static void append(Path file, String line) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      // Another process may add keys at the same time; closing the file gives the lock back.
      channel.lock();
      String start = endsInTheMiddleOfALine(channel) ? "\n" : "";
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(start + line + "\n");
      channel.position(channel.size());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static boolean endsInTheMiddleOfALine(FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer last = ByteBuffer.allocate(1);
    return size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
  }
}
