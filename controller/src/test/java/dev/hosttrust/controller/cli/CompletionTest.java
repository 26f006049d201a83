// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion script, in a real bash on a real terminal: what Tab makes of a line. */
class CompletionTest {
  @TempDir private static Path directory;
  private static TerminalSession terminal;

  @BeforeAll
  static void openShell() throws IOException {
    CompletionTrial.writeFiles(directory);
    Files.writeString(
        directory.resolve("completion"),
        CommandLineRun.in(directory).run("completion", "bash").out());
    terminal = TerminalSession.in(directory);
    terminal.await("ready> ");
    terminal.type(
        "XDG_STATE_HOME=$PWD/state; . ./completion; bind -x '\"\\C-o\": printf \"\\n<%s%s>>\" \"<\" \"$READLINE_LINE\"'\r");
    terminal.await("ready> ");
  }

  @AfterAll
  static void closeShell() throws IOException {
    terminal.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          roll|rollout |a command
          rollout --become-m|rollout --become-method |an option
          rollout --become-method d|rollout --become-method doas |one of few words
          rollout --transport=js|rollout --transport=jsch |behind an equals sign
          rollout -o js|rollout -o json |a short option
          rollout -i hosts|rollout -i hosts.ini |a file
          rollout --inventory=hosts|rollout --inventory=hosts.ini |a file behind an equals sign
          diff --ca easy|diff --ca easyrsa/|a directory
          diff --ca easyrsa/p|diff --ca easyrsa/pki/|a directory in it
          diff --spec sec|diff --spec secret.txt |a spec
          diff --private-key sec|diff --private-key secret.txt |a key
          diff -F sec|diff -F secret.txt |a configuration
          diff --become-password-file sec|diff --become-password-file secret.txt |a password file
          diff -e @va|diff -e @vars\\ file.yml |a file of variables
          diff --extra-vars=@sec|diff --extra-vars=@secret.txt |a file of variables
          diff -l @sec|diff -l @secret.txt |a file of hosts
          diff -i hosts.ini -l d|diff -i hosts.ini -l db|the names that begin so
          diff -i hosts.ini -l db1|diff -i hosts.ini -l db1 |a host
          diff -i hosts.ini -l web1,db1|diff -i hosts.ini -l web1,db1 |a second host
          diff -i hosts.ini --limit=we|diff -i hosts.ini --limit=web|behind an equals sign
          inventory -i hosts.ini --host db1|inventory -i hosts.ini --host db1 |a host to show
          inventory -i hosts.ini --graph w|inventory -i hosts.ini --graph web|a group
          diff -i missing.ini -l w|diff -i missing.ini -l w|nothing, and silently
          diff --kube-nodes --transport=js|diff --kube-nodes --transport=jsch |behind a flag
          diff --kube-nodes=none-such -i hosts.ini -l w|diff --kube-nodes=none-such -i hosts.ini -l w|no host that is no node
          diff --kube-nodes none-such -i hosts.ini -l w|diff --kube-nodes none-such -i hosts.ini -l w|nor here
          rollout --store system,fi|rollout --store system,firefox |the second of a list
          rollout --store system,sy|rollout --store system,sy|none that is in the list
          rollout --store system,au|rollout --store system,au|not what stands alone
          rollout --store au|rollout --store auto |what stands alone
          rollout --resume la|rollout --resume last |the newest rollout
          rollout --retry-failed 20261126|rollout --retry-failed 20261126-061200-3f9c |a rollout
          show 20261126|show 20261126-061200-3f9c |a rollout to show
          continue 2|continue 20261126-070000-0001 |the rollout that waits
          completion z|completion zsh |a shell
          help roll|help rollout |a command to explain
          diff -u sec|diff -u sec|nothing that fits
          """)
  void tabCompletes(String typed, String expected, String what) throws IOException {
    assertThat(new CompletionTrial(terminal).afterTab(typed)).as(what).isEqualTo(expected);
  }

  @Test
  void aRelativeStateDirectoryIsPassedOver() throws IOException {
    assertThat(new CompletionTrial(terminal).afterTabWithRelativeState("show 2"))
        .isEqualTo("show 20250101-000000-0000 ");
  }
}
