// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.controller.ssh.SshCommandLine;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.controller.ssh.hostkey.HostKeyPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The command lines of ssh for one host. */
final class LoginCommand {
  /**
   * How long ssh stays without anybody who uses it: it ends by itself where hosttrust is killed.
   */
  private static final Duration UNUSED = Duration.ofSeconds(10);

  private static final List<Path> NONE = List.of();

  private final Target target;
  private final String keyExchanges;
  private final Optional<String> proxyCommand;

  /**
   * @param keyExchanges what is preferred, best first
   * @param proxyCommand the way through the jump hosts that we are logged in to
   */
  LoginCommand(Target target, String keyExchanges, Optional<String> proxyCommand) {
    this.target = target;
    this.keyExchanges = keyExchanges;
    this.proxyCommand = proxyCommand;
  }

  /**
   * Logs in and then goes on in the background, in a session of its own, with a control socket
   * ({@code ControlPersist} in ssh_config(5)).
   *
   * @param knownNow whether the host key has been judged and taken on, and written down if it could
   *     be
   */
  List<String> login(Path controlSocket, boolean knownNow) {
    SshWords words =
        new SshWords()
            .add("-M", "-N", "-S", controlSocket.toString())
            .option("ControlPersist", UNUSED.toSeconds());
    return complete(words.option("StrictHostKeyChecking", strictness(knownNow)));
  }

  /**
   * Shows the host key, which lands in the file as a line of known_hosts, and logs in with nothing.
   *
   * @param algorithm the one of the host's keys that is wanted
   */
  List<String> showHostKey(Path file, Optional<String> algorithm) {
    SshWords words =
        new SshWords()
            .add("-N")
            .option("ControlMaster", "no")
            .option("ControlPath", "none")
            .option("PreferredAuthentications", "none")
            .option("StrictHostKeyChecking", "accept-new")
            .files("UserKnownHostsFile", List.of(file))
            .files("GlobalKnownHostsFile", NONE)
            .option("RevokedHostKeys", "none")
            .option("HashKnownHosts", "no");
    algorithm.ifPresent(one -> words.option("HostKeyAlgorithms", one));
    return complete(words);
  }

  private List<String> complete(SshWords words) {
    words
        .add("-T", "-x", "-a")
        .add(
            "-v",
            "-E",
            "/dev/stdout") // standard error is for the command that makes the connection
        .option("LogLevel", "DEBUG1")
        .option("BatchMode", "no") // questions come to us, none to the terminal
        .option("NumberOfPasswordPrompts", 3)
        .option("ClearAllForwardings", "yes")
        .option("Tunnel", "no")
        .option("PermitLocalCommand", "no")
        .option("RemoteCommand", "none")
        .option("UpdateHostKeys", "no");
    Optional<SshCommandLine> own = target.ssh();
    if (own.isPresent()) {
      return configured(words, own.get()).toList();
    }
    return explicit(words).add("--", target.host()).toList();
  }

  /** ssh reads its configuration. */
  private SshWords configured(SshWords words, SshCommandLine own) {
    proxyCommand.ifPresent(command -> words.option("ProxyCommand", command));
    if (!own.ownKeyExchanges()) {
      words.option("KexAlgorithms", keyExchanges);
    }
    if (target.hostKeys().mode() == HostKeyMode.OFF) {
      noKnownHosts(words);
    }
    return words.addAll(own.words()).add("--", own.destination());
  }

  /** ssh reads no configuration: all that counts is in the target. */
  private SshWords explicit(SshWords words) {
    Target.Keys keys = target.keys();
    words
        .add("-F", "none")
        .option("KexAlgorithms", keyExchanges)
        .option("Port", target.port())
        .option("User", target.user())
        .option("CheckHostIP", "no")
        .option("IdentitiesOnly", keys.only() ? "yes" : "no")
        .option("IdentityAgent", keys.agent().map(SshWords::quoted).orElse("none"))
        .option(
            "PreferredAuthentications",
            target.password().isPresent()
                ? "publickey,password,keyboard-interactive"
                : "publickey,keyboard-interactive");
    if (keys.files().isEmpty()) {
      words.option("IdentityFile", "none");
    }
    keys.files().forEach(file -> words.option("IdentityFile", SshWords.quoted(file)));
    keys.certificates().forEach(file -> words.option("CertificateFile", SshWords.quoted(file)));
    knownHosts(words, target.hostKeys());
    timing(words, target.timing());
    proxyCommand.ifPresent(command -> words.option("ProxyCommand", command));
    return words;
  }

  private static void knownHosts(SshWords words, HostKeyPolicy policy) {
    if (policy.mode() == HostKeyMode.OFF) {
      noKnownHosts(words);
    } else {
      words
          .files("UserKnownHostsFile", policy.userFiles())
          .files("GlobalKnownHostsFile", policy.globalFiles());
    }
    policy.alias().ifPresent(alias -> words.option("HostKeyAlias", alias));
  }

  private static void noKnownHosts(SshWords words) {
    words.files("UserKnownHostsFile", NONE).files("GlobalKnownHostsFile", NONE);
  }

  private static void timing(SshWords words, Target.Timing timing) {
    words
        .option("ConnectTimeout", Math.max(1, timing.connect().toSeconds()))
        .option("ServerAliveInterval", timing.keepAlive().toSeconds())
        .option("ServerAliveCountMax", timing.missed());
  }

  /** A new key is refused at first, so that it is judged, and written down, as all others are. */
  private String strictness(boolean knownNow) {
    if (target.hostKeys().mode() == HostKeyMode.OFF) {
      return "no";
    }
    return knownNow ? "accept-new" : "yes";
  }
}
