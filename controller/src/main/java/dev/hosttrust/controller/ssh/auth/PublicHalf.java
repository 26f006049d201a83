// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A key of which only the public half is on disk: it stands for a key of the ssh-agent
 * (ssh_config(5), IdentityFile). Where the agent does not have it, it is offered all the same, as
 * by ssh, and cannot sign.
 *
 * @param file as the configuration names it
 * @param blob the public half
 */
@SuppressWarnings("ArrayRecordComponent") // a handle, never compared
record PublicHalf(Path file, byte[] blob) implements Signer {
  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public Optional<byte[]> publicKey() {
    return Optional.of(blob);
  }

  @Override
  public byte[] sign(byte[] data, String algorithm) throws IOException {
    throw new IOException(problem());
  }

  String problem() {
    return "of %s only the public half is here, and the ssh-agent does not have the key"
        .formatted(file);
  }
}
