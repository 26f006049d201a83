// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.words.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests as the tests need them. */
final class TestRequests {

  private TestRequests() {}

  /** A host of which nothing but its name is known. */
  static ConnectionRequest of(String name) {
    return with(name, name, null, null, null, Optional.empty(), List.of(), null, null);
  }

  /** With words of {@code ansible_ssh_args} alone. */
  static ConnectionRequest with(
      String name,
      String address,
      @Nullable Integer port,
      @Nullable String user,
      @Nullable String privateKeyFile,
      Optional<Secret> password,
      List<String> sshArgs,
      @Nullable Boolean hostKeyChecking,
      @Nullable Integer connectTimeoutSeconds) {
    return new ConnectionRequest(
        name,
        address,
        port,
        user,
        privateKeyFile,
        password,
        new LinkedHashMap<>(Map.of("ansible_ssh_args", sshArgs)),
        hostKeyChecking,
        connectTimeoutSeconds);
  }
}
