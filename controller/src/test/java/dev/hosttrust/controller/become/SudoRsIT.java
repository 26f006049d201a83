// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.ssh.Library;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import dev.hosttrust.words.Secret;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Becoming root by the real sudo-rs, where it is installed as sudo. */
class SudoRsIT {
  private static final Become RIGHT = TestSudo.root(Optional.of(Secret.of(TestUser.PASSWORD)));
  private static final Become WRONG = TestSudo.root(Optional.of(Secret.of("wrong")));
  private static final Become NONE = TestSudo.root(Optional.empty());

  @TempDir Path directory;

  private final PasswordGuard guard = new PasswordGuard();

  @ParameterizedTest
  @EnumSource(Library.class)
  void takesTheRightPassword(Library library) {
    assertThat(whoami(library, shared(), TestUser.ADMIN, RIGHT)).isEqualTo("root");
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void triesAWrongPasswordOnceOnTheWholeFleet(Library library) {
    assertThat(whoami(library, shared(), TestUser.ADMIN, WRONG)).isEqualTo("sudo password refused");
    assertThat(whoami(library, shared(), TestUser.ADMIN, WRONG))
        .isEqualTo("sudo password not tried: it was refused on node1");
    assertThat(whoami(library, shared(), TestUser.ADMIN, RIGHT)).isEqualTo("root");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void knowsAWrongPasswordHoweverManyTriesThereAre(int tries) {
    try (TestHost host = TestHosts.sudoRs().start()) {
      host.writeFile("/etc/sudoers.d/tries", "Defaults passwd_tries=" + tries + "\n", 0440);

      assertThat(whoami(Library.JSCH, host, TestUser.ADMIN, WRONG))
          .isEqualTo("sudo password refused");
      assertThat(whoami(Library.JSCH, host, TestUser.ADMIN, RIGHT)).isEqualTo("root");
    }
  }

  @Test
  void asksForAPasswordWhereOneIsWanted() {
    assertThat(whoami(Library.JSCH, shared(), TestUser.ADMIN, NONE))
        .isEqualTo("sudo wants a password: give one with -K");
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void asksForNoPasswordWhereSudoersSaysSo(Library library) {
    assertThat(whoami(library, shared(), TestUser.OPS, RIGHT)).isEqualTo("root");
    assertThat(whoami(library, shared(), TestUser.OPS, NONE)).isEqualTo("root");
  }

  /** Unlike sudo, it neither asks who is not in sudoers for a password, nor knows requiretty. */
  @Test
  void saysThatTheUserIsNotInSudoers() {
    String refusal = "sudoers does not allow the login user to run a shell as the become user";

    assertThat(whoami(Library.JSCH, shared(), TestUser.NOSUDO, RIGHT)).isEqualTo(refusal);
    assertThat(whoami(Library.JSCH, shared(), TestUser.NOSUDO, NONE)).isEqualTo(refusal);
    // The password was not refused.
    assertThat(whoami(Library.JSCH, shared(), TestUser.ADMIN, RIGHT)).isEqualTo("root");
  }

  @Test
  void takesAUserWhoWouldNeedATerminalElsewhere() {
    assertThat(whoami(Library.JSCH, shared(), TestUser.NEEDS_TTY, NONE)).isEqualTo("root");
  }

  private String whoami(Library library, TestHost host, TestUser user, Become become) {
    return TestSudo.whoami(library, host, user, become, guard, directory);
  }

  private static TestHost shared() {
    return TestHosts.sudoRs().shared();
  }
}
