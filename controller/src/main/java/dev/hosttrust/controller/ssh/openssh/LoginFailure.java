// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Faults;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.auth.KeyDecoder;
import dev.hosttrust.controller.ssh.auth.KeyRing;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why ssh did not log in, in the words that the libraries' failures have. */
final class LoginFailure {
  private static final Pattern HOST_KEY = Pattern.compile("^Host key verification failed");
  private static final Pattern NO_NAME = Pattern.compile("^ssh: Could not resolve hostname");
  private static final Pattern NO_CONNECTION =
      Pattern.compile("^ssh: connect to (?:host|address) .* port \\d+: (.*)$");
  private static final String RESET = "Connection reset by peer";
  private static final Pattern DENIED =
      Pattern.compile("^\\S+@\\S+: Permission denied \\((.*)\\)\\.$");
  private static final Pattern TOO_MANY = Pattern.compile("Too many authentication failures");
  private static final Pattern CLOSED =
      Pattern.compile(
          "^(?:kex_exchange_identification|ssh_exchange_identification|banner exchange)\\b"
              + "|^Connection (?:closed|reset) by|^ssh_dispatch_run_fatal: .*Connection"
              + "|^Connection to .* closed by remote host"
              + "|^client_loop: send disconnect|Broken pipe");
  private static final Pattern NOT_SSH =
      Pattern.compile("invalid characters|[Ii]nvalid format|^Bad packet length|padding error");
  private static final Pattern SLOW =
      Pattern.compile("^Connection timed out during banner exchange|^Timeout, server .* not resp");
  private static final Pattern BAD_KEY = Pattern.compile("^Load key \"(.*)\": (?!incorrect)");
  private static final Pattern NO_WAY_ON =
      Pattern.compile("^(?:[Ss]tdio forwarding |channel \\d+: open failed|mux_client)");
  private static final Pattern UNIMPORTANT =
      Pattern.compile("^Warning: |^@+$|^Pseudo-terminal|^OpenSSH_|^Connection (?:closed|reset) by");

  private static final int MOST_WORDS = 3;

  private final Target target;
  private final SshLog log;
  private final SshLog proxyLog;
  private final Passphrases passphrases;

  /**
   * @param proxyLog what the command said that makes the connection
   */
  LoginFailure(Target target, SshLog log, SshLog proxyLog, Passphrases passphrases) {
    this.target = target;
    this.log = log;
    this.proxyLog = proxyLog;
    this.passphrases = passphrases;
  }

  /** Whether it is the host key that ssh did not take. */
  boolean isHostKey() {
    return log.has(HOST_KEY);
  }

  /** Whether the jump host makes no connection to the target. */
  boolean isBehind() {
    return log.shown().isEmpty() && proxyLog.has(NO_WAY_ON);
  }

  /** The host let us not in, or could not be asked for it. */
  ShellException explained() {
    IOException words = new IOException(words());
    Optional<Matcher> denied = log.find(DENIED);
    if (denied.isPresent()) {
      return denied(denied.get().group(1), words);
    }
    if (log.has(TOO_MANY)) {
      return denied("the host allows no more attempts: choose one with --private-key", words);
    }
    if (log.has(NO_NAME)) {
      return Faults.connecting(target, new UnknownHostException(target.host()));
    }
    Optional<Matcher> refused = log.find(NO_CONNECTION);
    if (refused.isPresent() && log.unanswered().size() > 1) {
      return Faults.noAddress(target, log.unanswered());
    }
    if (refused.isPresent() && !refused.get().group(1).equals(RESET)) {
      return Faults.connecting(target, connecting(refused.get().group(1)));
    }
    if (log.has(SLOW)) {
      return Faults.noConnection(target, words);
    }
    if ((log.has(CLOSED) || refused.isPresent()) && !log.has(NOT_SSH) && !isExplainedByProxy()) {
      return log.shown().isEmpty()
          ? Faults.dropped(target, words)
          : Faults.connecting(target, new IOException("Connection reset", words));
    }
    return Faults.connecting(target, words);
  }

  /**
   * Whether a command of the configuration that makes the connection has said why there is none.
   */
  private boolean isExplainedByProxy() {
    return log.shown().isEmpty() // later, it is the host's banner that stands there
        && proxyLog.words().stream()
            .anyMatch(line -> !CLOSED.matcher(line).find() && !UNIMPORTANT.matcher(line).find());
  }

  /** The host takes none of what it was offered. */
  ShellException denied() {
    return denied(log.methods(), new IOException(words()));
  }

  private ShellException denied(String methods, IOException words) {
    return Faults.denied(target, methods, tried(), problems(), words);
  }

  private static IOException connecting(String reason) {
    return switch (reason) {
      case "Connection timed out", "Operation timed out" -> new SocketTimeoutException(reason);
      case "No route to host" -> new NoRouteToHostException(reason);
      default -> new ConnectException(reason);
    };
  }

  private List<String> tried() {
    return log.offered().stream().map(this::name).distinct().toList();
  }

  private String name(SshLog.Offered key) {
    return key.byAgent()
        ? target
            .keys()
            .agent()
            .flatMap(agent -> KeyRing.nameInAgent(agent, key.fingerprint()))
            .orElse(key.name())
        : key.name();
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (var file : target.keys().files()) {
      if (target.keys().explicit() && !Files.exists(file)) {
        problems.add(file + " does not exist");
      }
      passphrases.problem(file).ifPresent(problems::add);
    }
    log.words().stream()
        .map(BAD_KEY::matcher)
        .filter(Matcher::find)
        .map(bad -> bad.group(1))
        .distinct()
        .map(file -> file + " cannot be read as a private key: " + KeyDecoder.NO_PRIVATE_KEY)
        .forEach(problems::add);
    if (log.isWithoutAgent()) {
      target
          .keys()
          .agent()
          .ifPresent(
              agent -> problems.add("no ssh-agent answers at " + agent + " (SSH_AUTH_SOCK)"));
    }
    return problems;
  }

  /** What ssh said last. */
  String words() {
    List<String> words =
        Stream.concat(proxyLog.words().stream(), log.words().stream())
            .filter(line -> !UNIMPORTANT.matcher(line).find())
            .filter(line -> !isExplainedByProxy() || !CLOSED.matcher(line).find())
            .toList();
    List<String> last = words.subList(Math.max(0, words.size() - MOST_WORDS), words.size());
    return last.isEmpty() ? "ssh ended without a word" : String.join("; ", last);
  }
}
