// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.auth;

import dev.hosttrust.words.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** Where the passphrase of a key file comes from; asked by one thread at a time for each file. */
@FunctionalInterface
public interface PassphraseSource {
  /**
   * Asks for a passphrase.
   *
   * @param attempt 1 for the first time, up to {@link FileKey#ATTEMPTS}
   * @return empty to give the key up
   */
  Optional<Secret> passphrase(Path file, int attempt);
}
