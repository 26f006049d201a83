package dev.hosttrust.controller.become;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
          126 | something else | sudo: something else
          5 | '' | sudo did not run the command (status 5)
          """)
  void saysInPlainWordsWhatSudoMeans(int status, String printed, String message) {
    ExecResult result =
        new ExecResult(
            status,
            new byte[0],
            ("noise of a login shell: ok\n".repeat(printed.isEmpty() ? 0 : 1) + printed)
                .getBytes(StandardCharsets.UTF_8));

    ShellException refusal =
        SudoRefusal.explain(Become.Sudo.root(Optional.empty()), result, "prompt");

    assertThat(refusal).hasMessage(message);
    assertThat(refusal.kind()).isEqualTo(ShellException.Kind.REFUSED);
  }
}
