// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about logging in, for the whole fleet; null where it says nothing.
 *
 * @param user {@code -u}; the inventory beats it
 * @param privateKeyFile {@code --private-key}; the inventory beats it
 * @param connectTimeoutSeconds {@code --timeout}, at least 1; the inventory beats it
 * @param hostKeys {@code --host-key-checking}; beats everything
 * @param configFile {@code --ssh-config}, in place of {@code ~/.ssh/config} and the system-wide
 *     file; {@code none} for no file at all
 */
public record LoginFlags(
    @Nullable String user,
    @Nullable String privateKeyFile,
    @Nullable Integer connectTimeoutSeconds,
    @Nullable HostKeyMode hostKeys,
    @Nullable String configFile) {

  /** No flags. */
  public static final LoginFlags NONE = new LoginFlags(null, null, null, null, null);
}
