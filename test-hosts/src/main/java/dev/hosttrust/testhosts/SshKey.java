// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A key pair on disk, in files as ssh-keygen writes them.
 *
 * @param path the private key; the public one lies beside it, with {@code .pub} at the end
 * @param publicLine the public key as a line of {@code authorized_keys}
 */
public record SshKey(Path path, String publicLine, Optional<String> passphrase) {

  /** The private key file's text. */
  public String read() {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
