// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.VaultFlags;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What opens vaulted files and values. */
final class VaultOptions {
  @Option(
      names = {"--vault-password-file", "--vault-pass-file"},
      paramLabel = "FILE",
      description =
          "Read a vault password from this file; one that is executable is run and prints it."
              + " Repeatable.")
  List<String> passwordFiles = new ArrayList<>();

  @Option(
      names = "--vault-id",
      paramLabel = "[LABEL@]FILE|prompt",
      description = "A vault password for what is vaulted under this label. Repeatable.")
  List<String> ids = new ArrayList<>();

  @Option(
      names = {"-J", "--ask-vault-pass", "--ask-vault-password"},
      description = "Ask for the vault password.")
  boolean askPassword;

  VaultFlags flags() {
    return new VaultFlags(passwordFiles, ids, askPassword);
  }
}
