// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.controller.ssh.config.ConnectionRequest;
import dev.hosttrust.controller.ssh.config.LocalUser;
import dev.hosttrust.controller.ssh.config.LoginFlags;
import dev.hosttrust.controller.ssh.config.SshUse;
import dev.hosttrust.controller.ssh.config.TargetResolver;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.controller.ssh.hostkey.HostKeyRefusedException;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import dev.hosttrust.controller.ssh.jsch.JschTransport;
import dev.hosttrust.controller.ssh.openssh.LoginSeen.Verdict;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All logins to one host. It has one sshd for us on port 22, which the engine publishes, and one
 * for its own ssh on the port that it is published at, so that the files of both sides are alike.
 */
final class LoginTrial {
  /** What sshd logs of somebody who does not speak SSH. */
  private static final String MARK = "invalid format";

  private final List<LoginCase> cases;
  private final TestHost host;
  private final Path directory;
  private final Path agent;
  private final Map<String, String> environment;

  /** What was seen of each case, by its name. */
  record Result(Map<String, LoginSeen> theirs, Map<String, LoginSeen> ours) {}

  /** A case of ours on which JSch has been tried. */
  private record Tried(Target target, Verdict verdict) {}

  LoginTrial(List<LoginCase> cases, TestHost host, Path directory, Path agent) {
    this.cases = cases;
    this.host = host;
    this.directory = directory;
    this.agent = agent;
    this.environment =
        Map.of("AGENT", agent.toString(), "KEYS", directory.resolve("keys").toString());
  }

  Result run() throws IOException {
    new LoginFiles(directory, host).write();
    host.authorize(TestUser.OPS, LoginFiles.HELD.publicLine());
    Map<String, Target> targets = new LinkedHashMap<>();
    for (LoginCase given : cases) {
      Files.writeString(file(given), text(given));
      targets.put(given.name(), target(given));
    }
    SshRuns runs = new SshRuns(host, directory, agent, environment);
    cases.forEach(given -> runs.add("theirs " + given.name(), plain(given)));
    targets.forEach(
        (name, target) -> {
          if (target.ssh().isPresent()) {
            runs.add("ours " + name, ours(target));
          }
        });
    Map<String, LoginSeen> seen = runs.run();
    Map<String, LoginSeen> ours = byLibrary(targets);
    Map<String, LoginSeen> theirs = new HashMap<>();
    seen.forEach(
        (run, login) -> {
          String[] side = run.split(" ", 2);
          (side[0].equals("ours") ? ours : theirs).put(side[1], login);
        });
    return new Result(theirs, ours);
  }

  private Path file(LoginCase given) {
    return directory.resolve("cases").resolve(given.file());
  }

  private String text(LoginCase given) {
    return filled(given.text()).replace("@CONF@", file(given).toString());
  }

  private String filled(String text) {
    return text.replace("@D@", directory.toString())
        .replace("@PORT@", String.valueOf(host.port()))
        .replace("@AGENT@", agent.toString());
  }

  private Target target(LoginCase given) {
    LocalUser user = new LocalUser("root", directory.resolve("home"), directory, environment);
    LoginFlags flags = new LoginFlags(null, null, null, null, file(given).toString());
    ConnectionRequest request =
        new ConnectionRequest(
            given.host(),
            given.host(),
            null,
            null,
            null,
            Optional.empty(),
            new LinkedHashMap<>(
                Map.of("ansible_ssh_args", given.words().stream().map(this::filled).toList())),
            null,
            null);
    return new TargetResolver(user, flags, SshUse.WHERE_NEEDED).resolve(request).target();
  }

  private List<String> plain(LoginCase given) {
    Stream<String> words = given.words().stream().map(this::filled);
    Stream<String> first = Stream.of("-v", "-oBatchMode=yes", "-F", file(given).toString());
    return Stream.of(first, words, Stream.of(given.host(), "true")).flatMap(s -> s).toList();
  }

  private static List<String> ours(Target target) {
    boolean knownNow = target.hostKeys().mode() == HostKeyMode.ACCEPT_NEW;
    return new LoginCommand(target, "curve25519-sha256", Optional.empty())
        .login(SshRuns.CONTROL_SOCKET, knownNow);
  }

  private Map<String, LoginSeen> byLibrary(Map<String, Target> targets) throws IOException {
    Map<String, Tried> tried = new LinkedHashMap<>();
    host.resetSshdLog();
    for (Map.Entry<String, Target> target : targets.entrySet()) {
      if (target.getValue().ssh().isEmpty()) {
        tried.put(target.getKey(), new Tried(target.getValue(), verdict(target.getValue())));
        mark();
      }
    }
    List<String> logs = List.of(host.sshdLog().split("(?m)^.*" + MARK + ".*$", -1));
    Map<String, LoginSeen> seen = new HashMap<>();
    int at = 0;
    for (Map.Entry<String, Tried> one : tried.entrySet()) {
      String log = logs.get(at++);
      List<String> hostKeys = LoginSeen.hostKeys(log);
      Tried login = one.getValue();
      List<String> way =
          Stream.concat(login.target().jumps().stream(), Stream.of(login.target()))
              .limit(hostKeys.size())
              .map(Target::login)
              .toList();
      seen.put(one.getKey(), new LoginSeen(way, LoginSeen.keys(log), hostKeys, login.verdict()));
    }
    return seen;
  }

  private static Verdict verdict(Target target) {
    try (Transport transport =
        new JschTransport(new HostKeyVerifier(), (file, attempt) -> Optional.empty())) {
      transport.connect(target).close();
      return Verdict.TAKEN;
    } catch (ShellException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof HostKeyRefusedException refused) {
          return verdict(refused.verdict());
        }
      }
      return Verdict.TAKEN;
    }
  }

  private static Verdict verdict(HostKeyVerdict verdict) {
    return switch (verdict) {
      case HostKeyVerdict.Accepted accepted -> Verdict.TAKEN;
      case HostKeyVerdict.Unknown unknown -> Verdict.UNKNOWN;
      case HostKeyVerdict.Changed changed -> Verdict.CHANGED;
      case HostKeyVerdict.Revoked revoked -> Verdict.REVOKED;
      case HostKeyVerdict.TooShort tooShort -> Verdict.SHORT;
    };
  }

  /** Puts a line into sshd's log that ends what was logged of a login. */
  private void mark() throws IOException {
    try (Socket socket = new Socket(host.address(), host.port())) {
      socket.getOutputStream().write("no SSH\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
  }
}
