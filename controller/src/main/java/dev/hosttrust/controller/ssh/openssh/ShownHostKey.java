// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.controller.ssh.hostkey.HostKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/** The host key that ssh has written into a known_hosts file of its own. */
final class ShownHostKey {
  private ShownHostKey() {}

  /** Reads the file's one line, {@code name type key}, and removes the file; empty without one. */
  static Optional<HostKey> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.split(" "))
          .filter(fields -> fields.length >= 3)
          .findFirst()
          .flatMap(fields -> HostKey.parse(Base64.getDecoder().decode(fields[2])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
