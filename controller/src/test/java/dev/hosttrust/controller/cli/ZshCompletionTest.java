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

/**
 * The completion function that packages install for zsh, in a real one: what Tab makes of a line.
 */
class ZshCompletionTest {
  @TempDir private static Path directory;
  private static TerminalSession terminal;

  @BeforeAll
  static void openShell() throws IOException {
    CompletionTrial.writeFiles(directory);
    Files.createDirectories(directory.resolve("functions"));
    Files.writeString(
        directory.resolve("functions/_hosttrust"),
        CommandLineRun.in(directory).run("completion", "zsh").out());
    Files.writeString(
        directory.resolve(".zshrc"),
        """
        PS1='ready> '
        XDG_STATE_HOME=$PWD/state
        fpath=($PWD/functions $fpath)
        autoload -U compinit
        compinit -u -D
        unsetopt autolist beep
        show-line() { print -r -- "<<$BUFFER>>" }
        zle -N show-line
        bindkey '^O' show-line
        bindkey '^U' kill-whole-line
        """);
    terminal = TerminalSession.zshIn(directory);
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
          rollout --become-m|rollout --become-method=|an option
          rollout --become-method d|rollout --become-method doas |one of few words
          rollout --transport=js|rollout --transport=jsch |behind an equals sign
          rollout -o js|rollout -o json |a short option
          rollout -i hosts|rollout -i hosts.ini |a file
          rollout --inventory=hosts|rollout --inventory=hosts.ini |a file behind an equals sign
          rollout --store system,fi|rollout --store system,firefox,|the second of a list
          diff --ca easy|diff --ca easyrsa/|a directory
          diff --ca easyrsa/p|diff --ca easyrsa/pki/|a directory in it
          diff -e @va|diff -e @vars\\ file.yml |a file of variables
          diff -l @sec|diff -l @secret.txt |a file of hosts
          diff -i hosts.ini -l d|diff -i hosts.ini -l db|the names that begin so
          diff -i hosts.ini -l db1|diff -i hosts.ini -l db1 |a host
          diff -i hosts.ini -l web1,db1|diff -i hosts.ini -l web1,db1 |a second host
          diff -i hosts.ini --limit=we|diff -i hosts.ini --limit=web|behind an equals sign
          inventory -i hosts.ini --host db1|inventory -i hosts.ini --host db1 |a host to show
          inventory -i hosts.ini --graph w|inventory -i hosts.ini --graph web|a group
          diff -i missing.ini -l w|diff -i missing.ini -l w|nothing, and silently
          diff --kube-nodes --transport=js|diff --kube-nodes --transport=jsch |behind a flag
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

  @Test
  void theScriptForNoShellInParticularIsGoodForZshAsWell() throws IOException {
    terminal.type("unfunction _hosttrust; source <(hosttrust completion)\r");
    terminal.await("ready> ");
    assertThat(new CompletionTrial(terminal).afterTab("rollo")).isEqualTo("rollout ");
  }
}
