// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.inventories.vault.VaultPassword;
import dev.hosttrust.words.BoundedFile;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The vault passwords that the flags give. */
final class VaultPasswords {
  /** The words of Ansible's {@code --vault-id} that stand for a question. */
  private static final Set<String> PROMPTS = Set.of("prompt", "prompt_ask_vault_pass");

  private final Environment environment;

  VaultPasswords(Environment environment) {
    this.environment = environment;
  }

  /**
   * A vault with all of them, in the order that Ansible tries them in.
   *
   * @throws ProblemsException if there is no terminal to ask on, if an answer is empty, or if a
   *     file gives no password
   */
  Vault read(VaultFlags flags) {
    List<VaultPassword> passwords = new ArrayList<>();
    for (String id : flags.ids()) {
      // The first @: Ansible lets the file have some in its name, but not the label.
      int at = id.indexOf('@');
      String label = at < 0 ? VaultPassword.DEFAULT_ID : id.substring(0, at);
      passwords.add(password(label, id.substring(at + 1)));
    }
    if (flags.ask()) {
      passwords.add(asked(VaultPassword.DEFAULT_ID));
    }
    flags.passwordFiles().forEach(file -> passwords.add(fromFile(VaultPassword.DEFAULT_ID, file)));
    return new Vault(passwords);
  }

  private VaultPassword password(String label, String source) {
    return PROMPTS.contains(source) ? asked(label) : fromFile(label, source);
  }

  private VaultPassword fromFile(String label, String file) {
    if (file.isEmpty()) {
      throw ProblemsException.of(
          "--vault-id %s@: write a file, or prompt, after @".formatted(label));
    }
    Path path = environment.path(file);
    BoundedFile.checkKind(path);
    return VaultPassword.fromFile(label, path);
  }

  private VaultPassword asked(String label) {
    String what =
        label.equals(VaultPassword.DEFAULT_ID) ? "vault password" : "vault password of " + label;
    return environment
        .ask(what, "", "--vault-password-file")
        .map(password -> new VaultPassword(label, password))
        .orElseThrow(() -> ProblemsException.of("the %s that was typed is empty".formatted(what)));
  }
}
