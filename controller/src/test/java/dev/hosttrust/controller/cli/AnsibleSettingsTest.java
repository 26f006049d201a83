// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user of Ansible is told that {@code ansible.cfg} and {@code ANSIBLE_*} are not followed. */
class AnsibleSettingsTest {
  private static final String SETTINGS =
      """
      # remote_port = 1
      [defaults]
      inventory = hosts.ini
      Remote_User=deploy
      private_key_file : ~/.ssh/deploy   ; for all
      host_key_checking = False
      ;ask_pass = true
      forks = 50
      vault_password_file =
      [ssh_connection]
      ssh_args = -J bastion
        -o Compression=yes
      pipelining = true
      [privilege_escalation]
      become = true
      [other]
      ask_pass = true
      """;
  private static final String FLAGS =
      " is not read; give its settings yourself: remote_user with -u, private_key_file with"
          + " --private-key, host_key_checking with --host-key-checking, ssh_args with -e"
          + " ansible_ssh_args=, become with -b";

  @TempDir private Path temporary;
  private Path directory;

  @BeforeEach
  void make() throws IOException {
    directory = Files.createDirectories(temporary.toRealPath().resolve("work"));
    Files.writeString(directory.resolve("hosts.ini"), "n1\n");
  }

  @Test
  void withoutAnInventoryItsNameIsSaid() throws IOException {
    Path file = Files.writeString(directory.resolve("ansible.cfg"), SETTINGS);

    CommandLineRun run = CommandLineRun.in(directory).run("inventory", "--list");

    assertThat(run.err())
        .isEqualTo(
            "hosttrust: no hosts: name an inventory with -i FILE, hosts with -i node1,node2, or a"
                + " cluster with --kube-nodes; "
                + file
                + ", which is not read, names hosts.ini\n");
    assertThat(run.exitCode()).isEqualTo(5);
  }

  @Test
  void theVariableForItIsNotFollowedEither() {
    assertThat(
            CommandLineRun.in(directory)
                .with("ANSIBLE_INVENTORY", "hosts.ini")
                .run("inventory", "--list")
                .err())
        .endsWith("; ANSIBLE_INVENTORY is not read\n");
  }

  @Test
  void withAnInventoryTheOtherSettingsAreNamedOnce() throws IOException {
    Path file = Files.writeString(directory.resolve("ansible.cfg"), SETTINGS);

    assertThat(run("ANSIBLE_X", "x")).isEqualTo("hosttrust: warning: " + file + FLAGS + "\n");
  }

  @Test
  void theFileIsTheOneThatAnsibleWouldRead() throws IOException {
    Path home = Files.createDirectories(directory.resolve("home"));
    Path ofHome = Files.writeString(home.resolve(".ansible.cfg"), SETTINGS);
    assertThat(run("HOME", home.toString())).contains(ofHome + " is not read");

    Files.writeString(directory.resolve("ansible.cfg"), "[defaults]\ninventory=x\n");
    assertThat(run("HOME", home.toString())).isEmpty();

    Path other = Files.createDirectories(directory.resolve("other"));
    Path named = Files.writeString(other.resolve("ansible.cfg"), SETTINGS);
    assertThat(run("ANSIBLE_CONFIG", "other")).contains(named + " is not read");
    assertThat(run("ANSIBLE_CONFIG", named.toString())).contains(named + " is not read");
    assertThat(run("ANSIBLE_CONFIG", "nowhere")).isEmpty();
  }

  @Test
  void variablesAreNamedToo() {
    assertThat(run("ANSIBLE_REMOTE_USER", "deploy"))
        .isEqualTo(
            "hosttrust: warning: ANSIBLE_* variables are not read; give their settings yourself:"
                + " ANSIBLE_REMOTE_USER with -u\n");
    assertThat(run("ANSIBLE_SSH_HOST_KEY_CHECKING", "no")).contains("with --host-key-checking");
    assertThat(run("ANSIBLE_REMOTE_USER", "")).isEmpty();
    assertThat(run("ANSIBLE_INVENTORY", "x")).isEmpty();
    assertThat(run("ANSIBLE_FORKS", "50")).isEmpty();
  }

  @Test
  void aFileThatSetsNothingOfThisIsNoMatter() throws IOException {
    Files.writeString(
        directory.resolve("ansible.cfg"),
        "[defaults]\nforks=9\nno words\n[ssh_connection\n=x\n:\n");

    assertThat(run("X", "x")).isEmpty();
  }

  private String run(String variable, String value) {
    CommandLineRun run =
        CommandLineRun.in(directory)
            .with(variable, value)
            .run("inventory", "-i", "hosts.ini", "--list");
    assertThat(run.exitCode()).isZero();
    return run.err();
  }
}
