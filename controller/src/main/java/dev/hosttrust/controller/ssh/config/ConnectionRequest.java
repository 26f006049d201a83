// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.words.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the inventory says about reaching one host; null where it says nothing.
 *
 * @param name the inventory's name of the host
 * @param address what stands on ssh's command line: {@code ansible_host}, or the name
 * @param port 1 to 65535
 * @param privateKeyFile path as written, perhaps with {@code ~/}
 * @param password of the login, from wherever it comes
 * @param sshArgs {@code ansible_ssh_args} and its companions, with the words of each
 * @param hostKeyChecking {@code ansible_host_key_checking}
 * @param connectTimeoutSeconds at least 1
 */
public record ConnectionRequest(
    String name,
    String address,
    @Nullable Integer port,
    @Nullable String user,
    @Nullable String privateKeyFile,
    Optional<Secret> password,
    SequencedMap<String, List<String>> sshArgs,
    @Nullable Boolean hostKeyChecking,
    @Nullable Integer connectTimeoutSeconds) {

  public ConnectionRequest {
    sshArgs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sshArgs));
  }
}
