// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords on the screen and on the command line. */
class SecretsTest {
  private static final String INVENTORY =
      """
      all:
        hosts:
          web1:
            ansible_password: 'top"secret\\'
            ansible_become_pass: 1234
            passport: DE
            api: {auth_token: hidden, url: 'https://example.com'}
            db_passwords: [hidden, [hidden]]
            vault_TOKENS: {user: hidden, key: {x: hidden}}
            logins: [{name: root, password: 'hidden'}, [{pass: "it's hidden"}]]
            ansible_user: admin
        vars:
          vault_PASSWORD: hidden
          locked_password: !vault |
            $ANSIBLE_VAULT;1.1;AES256
            3030
      """;

  @TempDir private Path directory;

  @BeforeEach
  void writeInventory() throws IOException {
    Files.writeString(directory.resolve("hosts.yml"), INVENTORY);
  }

  @Test
  void aPersonSeesNoPasswordsInJson() {
    for (String what : new String[] {"--list", "--host=web1"}) {
      String shown =
          CommandLineRun.in(directory).watched().run("inventory", "-i", "hosts.yml", what).out();

      assertThat(shown)
          .contains(
              "\"ansible_password\": \"********\"",
              "\"ansible_become_pass\": \"********\"",
              "\"auth_token\": \"********\"",
              "\"vault_PASSWORD\": \"********\"",
              "\"db_passwords\": \"********\"",
              "\"vault_TOKENS\": \"********\"",
              "\"name\": \"root\"",
              "\"password\": \"********\"",
              "\"pass\": \"********\"",
              "\"url\": \"https://example.com\"",
              "\"ansible_user\": \"admin\"",
              "__ansible_vault")
          .doesNotContain("secret", "1234", "hidden");
    }
  }

  @Test
  void aPersonSeesNoPasswordsInTheGraph() {
    String shown =
        CommandLineRun.in(directory)
            .watched()
            .run("inventory", "-i", "hosts.yml", "--graph", "--vars")
            .out();

    assertThat(shown)
        .contains(
            "{ansible_password = ********}",
            "{vault_PASSWORD = ********}",
            "{api = {'auth_token': '********', 'url': 'https://example.com'}}",
            "{db_passwords = ********}",
            "{vault_TOKENS = ********}",
            "{logins = [{'name': 'root', 'password': '********'}, [{'pass': '********'}]]}",
            "{locked_password = <vaulted>}",
            "{ansible_user = admin}")
        .doesNotContain("top", "1234", "hidden");
  }

  @Test
  void aProgramGetsThemAndReadsThemBack() {
    String list = CommandLineRun.in(directory).run("inventory", "-i", "hosts.yml", "--list").out();

    assertThat(
            CommandLineRun.in(directory).reading(list).run("inventory", "-i", "-", "--list").out())
        .isEqualTo(list)
        .contains("top\\\"secret", "\"ansible_become_pass\": 1234");
  }

  @Test
  void aPasswordOnTheCommandLineIsWarnedOf() {
    String warning = "hosttrust: warning: -e ansible_become_password: every user of this machine";

    assertThat(inventory("ansible_become_password=hunter2 colour=red").err())
        .startsWith(warning)
        .doesNotContain("hunter2");
    assertThat(inventory("{ansible_become_password: hunter2}").err()).startsWith(warning);
    assertThat(inventory("colour=red").err()).isEmpty();
  }

  @Test
  void aPasswordInAFileIsNot() throws IOException {
    Files.writeString(directory.resolve("vars.yml"), "ansible_become_password: hunter2\n");

    assertThat(inventory("@vars.yml").err()).isEmpty();
  }

  private CommandLineRun inventory(String extraVars) {
    return CommandLineRun.in(directory)
        .run("inventory", "-i", "hosts.yml", "--host", "web1", "-e", extraVars);
  }
}
