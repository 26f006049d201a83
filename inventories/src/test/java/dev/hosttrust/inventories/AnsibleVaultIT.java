// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.inventories.vault.VaultPassword;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what the real ansible-vault wrote. */
class AnsibleVaultIT {

  private static String plainId;
  private static String otherId;
  private static String wholeFile;

  @TempDir static Path vaults;
  @TempDir Path directory;

  @BeforeAll
  static void vaultWithAnsible() throws IOException {
    Files.writeString(vaults.resolve("password"), "swordfish\n");
    plainId = vault("encrypt_string", "--vault-password-file", file("password"), "s3cret é");
    otherId = vault("encrypt_string", "--vault-id", "prod@" + file("password"), "other");
    Files.writeString(vaults.resolve("all.yml"), "ansible_user: deploy\nvault_x: 0644\n");
    vault("encrypt", "--vault-password-file", file("password"), file("all.yml"));
    wholeFile = Files.readString(vaults.resolve("all.yml"));
  }

  private static String vault(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(AnsibleReference.command("ansible-vault"));
    command.addAll(List.of(arguments));
    return AnsibleReference.run(command).strip();
  }

  private static String file(String name) {
    return vaults.resolve(name).toString();
  }

  @BeforeEach
  void writeInventory() throws IOException {
    Files.writeString(
        directory.resolve("hosts.yml"),
        "all:\n  hosts:\n    h1:\n      unused: %s\n      ansible_password: %s\n"
            .formatted(indent(otherId), indent(plainId)));
  }

  private static String indent(String value) {
    return value.replace("\n", "\n      ");
  }

  @Test
  void opensAValue() {
    InventoryHost host = read(new VaultPassword(VaultPassword.DEFAULT_ID, "swordfish"));

    assertThat(ConnectionVariables.of(host, false).password())
        .extracting(Secret::reveal)
        .isEqualTo("s3cret é");
  }

  @Test
  void opensAValueWithTheOneOfSeveralPasswordsThatFits() {
    InventoryHost host =
        read(new VaultPassword("dev", "guppy"), new VaultPassword("prod", "swordfish"));

    assertThat(ConnectionVariables.of(host, false).password())
        .extracting(Secret::reveal)
        .isEqualTo("s3cret é");
  }

  @Test
  void opensAFileOfGroupVariables() throws IOException {
    Files.createDirectories(directory.resolve("group_vars"));
    Files.writeString(directory.resolve("group_vars/all.yml"), wholeFile);

    InventoryHost host = read(new VaultPassword(VaultPassword.DEFAULT_ID, "swordfish"));

    assertThat(host.variables().get("vault_x")).isEqualTo(420L);
    assertThat(ConnectionVariables.of(host, false).user()).isEqualTo("deploy");
  }

  @Test
  void aVaultedFileWithoutAPasswordIsLeftOutWithAWarning() throws IOException {
    Files.createDirectories(directory.resolve("group_vars"));
    Files.writeString(directory.resolve("group_vars/all.yml"), wholeFile);

    assertThat(inventory().warnings())
        .extracting(Object::toString)
        .containsExactly(
            "group_vars/all.yml: the file is vaulted and no vault password was given; its variables"
                + " are not known");
  }

  @Test
  void aWrongPasswordNamesVariableAndHost() {
    InventoryHost host = read(new VaultPassword(VaultPassword.DEFAULT_ID, "guppy"));

    assertThatThrownBy(() -> ConnectionVariables.of(host, false))
        .isInstanceOf(ProblemsException.class)
        .hasMessageMatching(
            "hosts.yml:\\d+:\\d+: ansible_password of host h1 is vaulted and the vault password does"
                + " not open it; it is wrong, or the text is damaged");
  }

  @Test
  void noPasswordNamesVariableAndHost() {
    InventoryHost host = read();

    assertThatThrownBy(() -> ConnectionVariables.of(host, false))
        .hasMessageEndingWith(
            ": ansible_password of host h1 is vaulted and no vault password was given; give one or"
                + " write it in the clear");
  }

  @Test
  void aDamagedFileSaysSo() throws IOException {
    Files.createDirectories(directory.resolve("group_vars"));
    String damaged = wholeFile.substring(0, wholeFile.length() - 40);
    Files.writeString(directory.resolve("group_vars/all.yml"), damaged);

    assertThatThrownBy(() -> read(new VaultPassword(VaultPassword.DEFAULT_ID, "swordfish")))
        .isInstanceOf(ProblemsException.class)
        .hasMessageStartingWith("group_vars/all.yml: the file is vaulted ")
        .hasMessageContaining("damaged");
  }

  @Test
  void readsAPasswordFromAFileOrAProgram() throws IOException {
    Path program = directory.resolve("password.sh");
    Files.writeString(program, "#!/bin/sh\necho swordfish\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

    assertThat(VaultPassword.fromFile("x", vaults.resolve("password")))
        .isEqualTo(new VaultPassword("x", "swordfish"));
    assertThat(VaultPassword.fromFile("x", program).password()).isEqualTo("swordfish");
    assertThat(new VaultPassword("x", "swordfish").toString()).doesNotContain("swordfish");
  }

  private Inventory inventory(VaultPassword... passwords) {
    return Inventory.read(
        List.of("hosts.yml"),
        TestInventories.surroundings(directory),
        new Vault(List.of(passwords)));
  }

  private InventoryHost read(VaultPassword... passwords) {
    return inventory(passwords).hosts().getFirst();
  }
}
