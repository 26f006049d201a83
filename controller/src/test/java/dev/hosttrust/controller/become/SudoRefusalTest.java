// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words of sudo that a test host does not say easily. */
class SudoRefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | Sorry, user ops is not allowed to execute '/bin/sh' as root on node1. | sudoers does not allow the login user to run a shell as the become user
          1 | Sorry, user ops may not run sudo on node1. | sudoers does not allow the login user on this host
          1 | ops is not allowed to run sudo on node1.  This incident has been reported. | sudoers does not allow the login user on this host
          1 | sudo: a terminal is required to read the password; either use -S | sudo wants a password: give one with -K
          1 | sudo: account validation failure, is your account locked? | sudo: account validation failure, is your account locked?
          1 | sudo: Account expired or PAM config lacks an account section | sudo: Account expired or PAM config lacks an account section
          1 | sudo: unknown user: nobody-here | sudo: unknown user: nobody-here
          127 | env: 'sudo': No such file or directory | sudo is not installed: log in as root, or set ansible_become_method
          1 | sudo-rs: interactive authentication is required | sudo wants a password: give one with -K
          1 | sudo-rs: I'm sorry ops. I'm afraid I can't do that | sudoers does not allow the login user to run a shell as the become user
          1 | sudo-rs: user not found | sudo-rs: user not found
          126 | something else | sudo was not run: it ended with status 126 and 'something else'; see whether the user's login shell, or a ForceCommand, runs what it is given
          143 | '' | sudo was not run: signal 15 ended it and no output; see whether the user's login shell, or a ForceCommand, runs what it is given
          142 | Please login as the user "debian" rather than the user "root". | sudo was not run: Please login as the user "debian" rather than the user "root"; log in as that user: -u debian
          """)
  void saysInPlainWordsWhatSudoMeans(int status, String printed, String message) {
    ExecResult result =
        new ExecResult(
            status,
            new byte[0],
            ("noise of a login shell: ok\n".repeat(printed.isEmpty() ? 0 : 1) + printed)
                .getBytes(StandardCharsets.UTF_8));

    ShellException refusal = SudoRefusal.explain(TestSudo.root(Optional.empty()), result, "prompt");

    assertThat(refusal).hasMessage(message);
    assertThat(refusal.kind()).isEqualTo(ShellException.Kind.REFUSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PROMPTSorry, try again. | true
          PROMPT@sudo: 1 incorrect password attempt | true
          [sudo: PROMPT] Password: @sudo: Authentication failed, try again. | true
          [sudo: PROMPT] Password: @sudo-rs: Maximum 1 incorrect authentication attempts | true
          PROMPTPROMPT@sudo: no password was provided@sudo: a password is required | false
          PROMPTEnter the code of your token:@PROMPT | false
          """)
  void takesAPasswordForWrongOnlyWhereSudoSaysSo(String printed, boolean wrong) {
    assertThat(SudoRefusal.isWrongPassword(bytes(printed))).isEqualTo(wrong);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          PROMPT | -
          [sudo: PROMPT] Password: | -
          [sudo: PROMPT] Password: @ | -
          PROMPTVerification code: | Verification code:
          PROMPTPassword required for ops. | Password required for ops.
          mind the step | -
          lecture@Passcode or option (1-3): | Passcode or option (1-3):
          Please touch the device.@ | -
          """)
  void seesAQuestionForSomethingElse(String printed, @Nullable String question) {
    assertThat(SudoRefusal.question(bytes(printed), "PROMPT"))
        .isEqualTo(Optional.ofNullable(question));
  }

  private static byte[] bytes(String printed) {
    return printed.replace('@', '\n').getBytes(StandardCharsets.UTF_8);
  }
}
