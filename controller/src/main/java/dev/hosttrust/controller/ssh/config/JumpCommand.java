// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code ProxyCommand} that is a {@code ProxyJump} in other words: {@code ssh -W %h:%p -q
 * anna@bastion}, which inventories older than ProxyJump are full of.
 */
final class JumpCommand {
  private static final Set<String> FORWARDS = Set.of("%h:%p", "[%h]:%p");
  private static final Set<String> PROGRAMS = Set.of("ssh", "/usr/bin/ssh");
  private static final Set<String> HARMLESS = Set.of("-q", "-x", "-T", "-a", "-A", "-C", "-v");

  private final List<String> words;
  private boolean forwards;
  private String user = "";
  private String host = "";
  private String port = "";

  private JumpCommand(List<String> words) {
    this.words = new ArrayList<>(words);
  }

  /** The jump host; empty if the command does anything else. */
  static Optional<JumpHost> parse(String command) {
    try {
      return new JumpCommand(new LineScanner(command).words()).jump();
    } catch (LineScanner.OpenQuoteException e) {
      return Optional.empty();
    }
  }

  private Optional<JumpHost> jump() {
    words.remove("exec");
    if (words.isEmpty() || !PROGRAMS.contains(words.removeFirst())) {
      return Optional.empty();
    }
    while (!words.isEmpty()) {
      if (!take(words.removeFirst())) {
        return Optional.empty();
      }
    }
    return forwards && !host.contains(",")
        ? JumpHost.list(user + host + port).map(List::getFirst)
        : Optional.empty();
  }

  /** Whether the word, with the value behind it, is fit for a jump. */
  private boolean take(String word) {
    return switch (word) {
      case "-W" -> {
        forwards = FORWARDS.contains(value());
        yield forwards;
      }
      case "-l" -> {
        user = value() + "@";
        yield true;
      }
      case "-p" -> {
        port = ":" + value();
        yield true;
      }
      default -> {
        boolean first = host.isEmpty() && !word.startsWith("-");
        host = first ? word : host;
        yield first || HARMLESS.contains(word);
      }
    };
  }

  private String value() {
    return words.isEmpty() ? "" : words.removeFirst();
  }
}
