// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.ssh.Library;
import dev.hosttrust.controller.ssh.Server;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import dev.hosttrust.words.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** sudo that asks in other words, or for other things, than Debian's does unless it is told to. */
class UnusualSudoIT {
  private static final Optional<Secret> PASSWORD = Optional.of(Secret.of(TestUser.PASSWORD));
  private static final Optional<Secret> WRONG = Optional.of(Secret.of("wrong"));
  private static final String REFUSED = "sudo password refused";

  @TempDir Path directory;

  private final PasswordGuard guard = new PasswordGuard();

  @ParameterizedTest
  @EnumSource(Library.class)
  void doesNotTakeASecondQuestionForARefusal(Library library) {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      // After the password, pam_ftp(8) asks for another one.
      host.writeFile(
          "/etc/pam.d/sudo",
          """
          auth required pam_unix.so
          auth optional pam_ftp.so
          account required pam_permit.so
          session required pam_permit.so
          """);

      assertThat(exec(library, host, TestSudo.root(PASSWORD)))
          .isEqualTo(
              "sudo asks for more than a password: hosttrust cannot answer that; log in as a user"
                  + " for whom sudo needs none of it");
      // The other hosts may still use the password.
      assertThat(exec(library, debian12(), TestSudo.root(PASSWORD))).isEqualTo("root");
    }
  }

  @Test
  void saysWhatSudoAsksForInWordsOfItsOwn() {
    Become sudo =
        standIn(
            "code",
            """
            printf %s "$4" >&2; read -r password
            printf 'Verification code: ' >&2; read -r code
            """);

    assertThat(exec(Library.JSCH, debian12(), sudo))
        .startsWith("sudo asks for more than a password ('Verification code:'): hosttrust cannot");
  }

  @Test
  void showsNoPasswordThatTheHostRepeats() {
    Become sudo =
        standIn(
            "repeats",
            """
            printf %s "$4" >&2; read -r password
            echo "you said $password" >&2; exit 1
            """);

    assertThat(exec(Library.JSCH, debian12(), sudo))
        .contains("'you said ***'")
        .doesNotContain(TestUser.PASSWORD);
  }

  @Test
  void knowsAWrongPasswordWhateverTheAdministratorMakesSudoSay() {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      host.writeFile("/etc/sudoers.d/words", "Defaults badpass_message=\"Nope.\"\n", 0440);

      assertThat(exec(Library.JSCH, host, TestSudo.root(WRONG))).isEqualTo(REFUSED);
    }
  }

  @Test
  void knowsAWrongPasswordInTheWordsOfSudoRs() {
    Become once =
        standIn(
            "rs-once",
            """
            printf '[sudo: %s] Password: ' "$4" >&2; read -r password; echo >&2
            echo 'sudo-rs: Maximum 1 incorrect authentication attempts' >&2
            exit 1
            """);
    assertThat(exec(Library.JSCH, debian12(), once)).isEqualTo(REFUSED);
  }

  @Test
  void knowsThatSudoRsAsksAgain() {
    Become again =
        standIn(
            "rs-again",
            """
            printf '[sudo: %s] Password: ' "$4" >&2; read -r password; echo >&2
            echo 'sudo: Authentication failed, try again.' >&2
            printf '[sudo: %s] Password: ' "$4" >&2; read -r password
            exit 1
            """);
    assertThat(exec(Library.JSCH, debian12(), again)).isEqualTo(REFUSED);
  }

  /** The env of uutils 0.0.30 takes a -S for its own, also behind the command that it starts. */
  @Test
  void givesEnvNoWordThatUutilsTakesForItsOwn() {
    Become strict =
        standIn(
            "strict",
            """
            for word; do case $word in -S*) echo "sudo: $word" >&2; exit 1;; esac; done
            exec sudo "$@"
            """);

    assertThat(exec(Library.JSCH, debian12(), strict)).isEqualTo("root");
  }

  @Test
  void saysThatTheLoginShellDoesNotRunCommands() {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      host.run("usermod --shell /usr/sbin/nologin admin");

      assertThat(exec(Library.JSCH, host, TestSudo.root(Optional.empty())))
          .isEqualTo(
              "sudo was not run: it ended with status 1 and 'This account is currently not"
                  + " available.'; see whether the user's login shell, or a ForceCommand, runs what"
                  + " it is given");
    }
  }

  @Test
  void saysAsWhomToLogInWhereTheHostDoes() {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      // What cloud-init writes for root (disable_root_opts).
      String command =
          "command=\"echo 'Please login as the user \\\"debian\\\" rather than the user"
              + " \\\"root\\\".';echo;exit 142\" ";
      String keys = host.readFile("/root/.ssh/authorized_keys");
      host.writeFile(
          "/root/.ssh/authorized_keys",
          keys.lines()
              .filter(key -> !key.isBlank())
              .map(key -> command + key + "\n")
              .collect(joining()),
          0600);

      assertThat(exec(Library.JSCH, host, TestUser.ROOT, new Become.None()))
          .isEqualTo(
              "the host runs no command for this user: Please login as the user \"debian\" rather"
                  + " than the user \"root\"; log in as that user: -u debian");
    }
  }

  /** A script in place of sudo; its fourth argument is the prompt. */
  private Become standIn(String name, String script) {
    debian12().writeFile("/opt/sudo-" + name, "#!/bin/sh\n" + script, 0755);
    return new Become.Sudo("root", "/opt/sudo-" + name, List.of(), PASSWORD);
  }

  private String exec(Library library, TestHost host, Become become) {
    return exec(library, host, TestUser.ADMIN, become);
  }

  private String exec(Library library, TestHost host, TestUser user, Become become) {
    return TestSudo.whoami(library, host, user, become, guard, directory);
  }

  private static TestHost debian12() {
    return Server.OPENSSH_9_2.shared();
  }
}
