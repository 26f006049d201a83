// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.shell.ShellException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where a host does not run the agent, or not to its end. */
class BrokenHostTest extends HarborHost {
  private static final String BEGUN =
      "; if the change had begun, the host finishes or undoes it by itself; run again to see, and to"
          + " repair";

  @Test
  void saysWhatTheHostPrintedWhereTheAgentDoesNotRun() {
    Shell broken =
        (command, stdin) ->
            new ExecResult(127, new byte[0], "sh: not found\n".getBytes(StandardCharsets.UTF_8));

    assertFailed(
        rollout(broken, certificate),
        "the agent did not run: 'sh -s' ended with status 127 and 'sh: not found'; see what the"
            + " account's login shell, its start files, or a forced command (of sshd or of the key)"
            + " make of 'sh -s'");
  }

  @Test
  void showsNoMoreOfAnAnswerThanOneCanRead() {
    Shell endless =
        (command, stdin) ->
            new ExecResult(0, "z".repeat(15 << 20).getBytes(StandardCharsets.UTF_8), new byte[0]);

    assertReason(rollout(endless, certificate))
        .contains("zzz... (15728180 more characters)")
        .hasSizeLessThan(1000);
  }

  @Test
  void saysThatAChangeWasBegunWhereItsAnswerIsCutOff() {
    Shell cutting =
        (command, stdin) -> {
          ExecResult result = host.exec(command, stdin);
          int length = isApply(stdin) ? 60 : result.stdout().length;
          return new ExecResult(137, Arrays.copyOf(result.stdout(), length), result.stderr());
        };

    assertReason(rollout(cutting, certificate))
        .startsWith("the agent was cut off: 'sh -s' ended with status 137 and ")
        .endsWith(BEGUN);
    assertThat(rollout(certificate)).isInstanceOf(Unchanged.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense   | the agent said 'nonsense'",
        "conflict y | the agent's answer is garbled (For input string: \"y\")",
        "broken awk | 'awk' failed on the host",
      })
  void saysThatAChangeWasBegunWhereItsAnswerIsOfNoUse(String line, String message) {
    Shell spoiling =
        (command, stdin) -> {
          ExecResult result = host.exec(command, stdin);
          String answer = result.stdoutText();
          String spoilt = answer.replaceFirst(" begin 1\n", " begin 1\n" + line + "\n");
          return isApply(stdin)
              ? new ExecResult(0, spoilt.getBytes(StandardCharsets.UTF_8), new byte[0])
              : result;
        };

    assertFailed(rollout(spoiling, certificate), message + BEGUN);
    assertThat(rollout(certificate)).isInstanceOf(Unchanged.class);
  }

  @Test
  void saysThatAChangeWasBegunWhereTheConnectionIsLost() {
    Shell losing =
        (command, stdin) -> {
          if (isApply(stdin)) {
            throw new ShellException(ShellException.Kind.UNREACHABLE, "the connection was lost");
          }
          return host.exec(command, stdin);
        };

    assertThat(rollout(losing, certificate))
        .isEqualTo(new Outcome.Unreachable("the connection was lost" + BEGUN));
  }

  @Test
  void namesTheToolsThatAreMissing() throws IOException {
    tool("update-ca-certificates", "exec /usr/sbin/update-ca-certificates \"$@\"\n");
    tool("id", "exec /usr/bin/id\n");
    tool("openssl", "exec /usr/bin/openssl \"$@\"\n");
    tool("awk", "exec /usr/bin/awk \"$@\"\n");
    Path few = tool("flock", "exec /usr/bin/flock \"$@\"\n");

    assertFailed(
        rollout(withPath(few + " #"), certificate),
        "base64 is missing; install the package coreutils",
        "readlink is missing; install the package coreutils",
        "sha256sum is missing; install the package coreutils",
        "stat is missing; install the package coreutils");
  }

  @Test
  void takesNoFileForEmptyThatItsToolsCannotRead() throws IOException {
    assertFailed(
        rollout(withTools(tool("base64", "exit 1\n")), certificate),
        CONF + " is a file that cannot be read; put a regular file in its place");
  }

  @Test
  void doesNotTakeAFailedLookForAMissingEffect() throws IOException {
    rollout(certificate);

    assertFailed(
        rollout(withTools(tool("awk", "echo 'awk: out of memory' >&2; exit 2\n")), certificate),
        "'awk' failed on the host: awk: out of memory");
  }
}
