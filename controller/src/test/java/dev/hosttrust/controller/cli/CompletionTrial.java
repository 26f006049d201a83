// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Tab makes of a line, in a shell that prints its line between {@code <<} and {@code >>} on
 * Ctrl-O, and clears it on Ctrl-U.
 */
record CompletionTrial(TerminalSession terminal) {
  private static final String TAB = "\t";
  private static final String SHOW_LINE = "\u000f"; // Ctrl-O
  private static final String KILL_LINE = "\u0015"; // Ctrl-U

  /** Files for the shell to find, a rollout that was, and one that waits. */
  static void writeFiles(Path directory) throws IOException {
    Files.writeString(directory.resolve("hosts.ini"), "[web]\nweb1\nweb2\n[db]\ndb1\n");
    Files.writeString(directory.resolve("vars file.yml"), "a: 1\n");
    Files.writeString(directory.resolve("secret.txt"), "x\n");
    Files.createDirectories(directory.resolve("easyrsa/pki"));
    Path state = directory.resolve("state/hosttrust");
    Files.createDirectories(state.resolve("rollouts"));
    Files.writeString(state.resolve("rollouts/20261126-061200-3f9c.jsonl"), "");
    Files.createDirectories(state.resolve("paused"));
    Files.writeString(state.resolve("paused/20261126-070000-0001"), "");
    // Not where anything is kept: a relative XDG_STATE_HOME is passed over.
    Path home = directory.resolve("home/.local/state/hosttrust/rollouts");
    Files.createDirectories(home);
    Files.writeString(home.resolve("20250101-000000-0000.jsonl"), "");
  }

  /** The same, where XDG_STATE_HOME is relative and the home has a rollout of its own. */
  String afterTabWithRelativeState(String typed) throws IOException {
    terminal.type("HOME_BEFORE=$HOME HOME=$PWD/home XDG_STATE_HOME=state\r");
    terminal.await("ready> ");
    String line = afterTab(typed);
    terminal.type("HOME=$HOME_BEFORE XDG_STATE_HOME=$PWD/state\r");
    terminal.await("ready> ");
    return line;
  }

  String afterTab(String typed) throws IOException {
    terminal.type("hosttrust " + typed + TAB + SHOW_LINE + KILL_LINE);
    terminal.await("<<hosttrust ");
    String line = terminal.await(">>");
    return line.substring(0, line.length() - ">>".length());
  }
}
