// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import java.util.List;

/**
 * What opens vaulted files and values, as the command line says.
 *
 * @param passwordFiles {@code --vault-password-file}
 * @param ids {@code --vault-id}: {@code [LABEL@]FILE}, or {@code prompt} for the file
 * @param ask {@code -J}: whether to ask for a password
 */
public record VaultFlags(List<String> passwordFiles, List<String> ids, boolean ask) {

  public VaultFlags {
    passwordFiles = List.copyOf(passwordFiles);
    ids = List.copyOf(ids);
  }
}
