// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hosttrust inventory}, and the flags for Ansible Vault, which the other commands share. */
class InventoryCommandTest {
  private static final Path VAULTED = Path.of("../inventories/examples/vaulted").toAbsolutePath();
  private static final String ROLLOUT = "rollout -i hosts.yml -b --ca missing.crt ";
  private static final String NO_CA = "missing.crt: does not exist; check the path";

  @TempDir private static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    Files.writeString(
        directory.resolve("hosts"), "[web]\nweb[1:3]\n[db]\ndb1\n[db:vars]\nansible_user=dba\n");
    Files.writeString(directory.resolve("right"), "example\n");
    Files.writeString(directory.resolve("wrong"), "guppy\n");
    Files.writeString(directory.resolve("none"), "\n");
    Files.writeString(directory.resolve("program"), "#!/bin/sh\necho example\n");
    Files.setPosixFilePermissions(
        directory.resolve("program"), PosixFilePermissions.fromString("rwx------"));
    Path client = directory.resolve("vault-client.sh");
    Files.writeString(client, "#!/bin/sh\n[ \"$*\" = '--vault-id x' ] && echo example\n");
    Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aLimitLeavesOutHostsAndGroupsWithoutAny() {
    assertThat(run("inventory -i hosts --list -l web:!web2").out())
        .isEqualTo(
            """
            {
                "_meta": {
                    "hostvars": {}
                },
                "all": {
                    "children": [
                        "ungrouped",
                        "web",
                        "db"
                    ]
                },
                "web": {
                    "hosts": [
                        "web1",
                        "web3"
                    ]
                }
            }
            """);
    assertThat(run("inventory -i hosts --graph db -l db1 --vars").out())
        .isEqualTo(
            """
            @db:
              |--db1
              |  |--{ansible_user = dba}
              |--{ansible_user = dba}
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          inventory -i hosts | give one of --list, --graph and --host NAME
          inventory -i hosts --list --graph | give one of --list, --graph and --host NAME
          inventory -i hosts --list web | --vars and GROUP go with --graph only
          inventory -i hosts --host web1 -l web | --host and --limit: give one of them
          inventory --list | no hosts: name an inventory with -i FILE, hosts with -i node1,node2, or a cluster with --kube-nodes
          inventory -i hosts --list -l we1 | pattern: 'we1' matches no host; did you mean web or web1?
          inventory -i hosts --host web | --host web: stands for 3 hosts; name one
          inventory -i hosts --graph nope | pattern: there is no group named nope
          inventory -i hosts --list -e @nope | nope: there is no such file
          """)
  void endsWith5AndSaysWhatIsWrong(String args, String problem) {
    CommandLineRun run = run(args);

    assertThat(run.err()).startsWith("hosttrust: " + problem).hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--vault-password-file DIR/right",
        "--vault-password-file DIR/program",
        "--vault-id x@DIR/vault-client.sh",
        "--vault-password-file DIR/wrong --vault-password-file DIR/right",
        "--vault-id x@DIR/right",
        "--vault-id DIR/right",
        "--vault-id DIR/wrong --ask-vault-pass",
        "--vault-id x@prompt",
      })
  void opensWhatAConnectionNeeds(String flags) {
    CommandLineRun run = vaulted().typing("example").run((ROLLOUT + dir(flags)).split(" "));

    assertThat(run.err().lines()).singleElement().asString().endsWith(NO_CA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | ansible_become_password of host web1.example.com and 1 more is vaulted and no vault password was given; give one or write it in the clear
          --vault-password-file DIR/wrong | ansible_become_password of host web1.example.com and 1 more is vaulted and the vault password does not open it; it is wrong, or the text is damaged
          --vault-password-file DIR/nope | the vault password file cannot be read: there is no such file
          --vault-password-file DIR/none | the vault password file gives an empty password
          --ask-vault-pass | there is no terminal to ask for the vault password; use --vault-password-file
          --vault-id prod@prompt | there is no terminal to ask for the vault password of prod; use --vault-password-file
          """)
  void saysWhyAVaultedValueCannotBeHad(String flags, String problem) {
    CommandLineRun run = vaulted().run((ROLLOUT + dir(flags)).strip().split(" "));

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err().lines()).anyMatch(line -> line.endsWith(problem));
  }

  @Test
  void whatIsVaultedStaysSoWhereItIsShown() {
    CommandLineRun run =
        vaulted().run("inventory", "-i", "hosts.yml", "--list", "--vault-id", dir("DIR/right"));

    assertThat(run.out()).contains("__ansible_vault").doesNotContain("correct horse");
  }

  private static CommandLineRun.Builder vaulted() {
    return CommandLineRun.in(VAULTED);
  }

  private static String dir(String flags) {
    return flags.replace("DIR", directory.toString());
  }

  private static CommandLineRun run(String args) {
    return CommandLineRun.in(directory).run(args.split(" "));
  }
}
