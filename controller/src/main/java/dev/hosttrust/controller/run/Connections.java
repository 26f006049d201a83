// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.become.Become;
import dev.hosttrust.controller.become.BecomeResolver;
import dev.hosttrust.controller.become.EscalatedShell;
import dev.hosttrust.controller.become.PasswordGuard;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.report.SeenHostKey;
import dev.hosttrust.controller.report.SeenHostKey.Status;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.OpenShell;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.EitherTransport;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.controller.ssh.config.ConnectionRequest;
import dev.hosttrust.controller.ssh.config.LocalUser;
import dev.hosttrust.controller.ssh.config.LoginFlags;
import dev.hosttrust.controller.ssh.config.Resolution;
import dev.hosttrust.controller.ssh.config.SshUse;
import dev.hosttrust.controller.ssh.config.TargetResolver;
import dev.hosttrust.controller.ssh.hostkey.HostKeyRefusedException;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import dev.hosttrust.controller.ssh.jsch.JschTransport;
import dev.hosttrust.controller.ssh.local.LocalTransport;
import dev.hosttrust.controller.ssh.openssh.OpenSshTransport;
import dev.hosttrust.controller.ssh.sshd.SshdTransport;
import dev.hosttrust.inventories.connection.ConnectionKind;
import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.words.BoundedFile;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Ways to the hosts of one run, with what they share: passwords, host keys, an SSH library. */
final class Connections implements AutoCloseable {
  private final FleetFindings findings;
  private final LocalUser user;
  private final TargetResolver targets;
  private final BecomeResolver becomes;
  private final Optional<Secret> password;
  private final PasswordGuard guard = new PasswordGuard();
  private final LocalTransport local = new LocalTransport();
  private final HostKeyVerifier hostKeys;
  private final Transport transport;
  private final Retries retries;
  private final BySsh bySsh;
  private final SequencedMap<String, Target> targetsByHost = new LinkedHashMap<>();
  private final SortedMap<String, HostKeyVerdict.Unknown> unknownHostKeys =
      new ConcurrentSkipListMap<>();

  private Connections(
      FleetFindings findings,
      LocalUser user,
      TargetResolver targets,
      BecomeResolver becomes,
      Optional<Secret> password,
      HostKeyVerifier hostKeys,
      Transport transport,
      Retries retries) {
    this.hostKeys = hostKeys;
    this.findings = findings;
    this.user = user;
    this.targets = targets;
    this.becomes = becomes;
    this.password = password;
    this.transport = transport;
    this.retries = retries;
    this.bySsh = new BySsh(findings, user.environment());
  }

  /**
   * Asks for passwords and gets ready to connect. What is wrong goes into the findings; if they say
   * already that there will be no run, nothing is asked.
   *
   * @throws ProblemsException if a file of the flags is a device or a named pipe
   */
  static Connections open(
      Environment environment,
      ConnectionFlags connection,
      BecomeFlags become,
      FleetFindings findings) {
    if (connection.retries() < 0) {
      findings.common().problem("--retries %d: must be 0 or more".formatted(connection.retries()));
    }
    LoginFlags login = checked(connection.login(), environment, findings);
    Passwords.Both passwords =
        new Passwords(environment, findings.common())
            .read(connection.password(), become.password());
    LocalUser user = environment.localUser();
    HostKeyVerifier hostKeys = new HostKeyVerifier();
    return new Connections(
        findings,
        user,
        new TargetResolver(user, login, sshUse(connection.library())),
        new BecomeResolver(become.method(), become.user(), passwords.sudo()),
        passwords.login(),
        hostKeys,
        transport(connection.library(), hostKeys, passphrases(environment), user.environment()),
        new Retries(connection.retries()));
  }

  private static LoginFlags checked(
      LoginFlags flags, Environment environment, FleetFindings findings) {
    checkFiles(environment, flags, findings);
    Integer timeout = flags.connectTimeoutSeconds();
    if (timeout == null || timeout >= 1) {
      return flags;
    }
    findings.common().problem("--timeout %d: must be 1 or more seconds".formatted(timeout));
    return new LoginFlags(
        flags.user(), flags.privateKeyFile(), null, flags.hostKeys(), flags.configFile());
  }

  /**
   * Ends the command if a file is a device or a named pipe, on which its reader would wait forever.
   */
  private static void checkFiles(
      Environment environment, LoginFlags flags, FleetFindings findings) {
    Stream.of(Optional.ofNullable(flags.privateKeyFile()), sshConfig(flags))
        .flatMap(Optional::stream)
        .map(environment::path)
        .forEach(file -> checkKind(file, findings));
  }

  private static void checkKind(Path file, FleetFindings findings) {
    try {
      BoundedFile.checkKind(file);
    } catch (ProblemsException e) {
      findings.common().addAll(e);
      findings.throwIfFailed();
    }
  }

  private static Optional<String> sshConfig(LoginFlags flags) {
    return Optional.ofNullable(flags.configFile()).filter(file -> !file.equalsIgnoreCase("none"));
  }

  private static PassphraseSource passphrases(Environment environment) {
    return (Path file, int attempt) ->
        environment
            .prompt()
            .ask("Passphrase of " + file)
            .filter(typed -> !typed.isEmpty()) // gives the key up, as with ssh
            .map(Secret::of);
  }

  private static SshUse sshUse(SshLibrary library) {
    return switch (library) {
      case AUTO -> SshUse.WHERE_NEEDED;
      case JSCH, SSHD -> SshUse.NEVER;
      case OPENSSH -> SshUse.ALWAYS;
    };
  }

  private static Transport transport(
      SshLibrary library,
      HostKeyVerifier hostKeys,
      PassphraseSource passphrases,
      Map<String, String> environment) {
    return switch (library) {
      case AUTO ->
          new EitherTransport(
              new JschTransport(hostKeys, passphrases),
              new OpenSshTransport(hostKeys, passphrases, environment));
      case JSCH -> new JschTransport(hostKeys, passphrases);
      case SSHD -> new SshdTransport(hostKeys, passphrases);
      case OPENSSH -> new OpenSshTransport(hostKeys, passphrases, environment);
    };
  }

  /** The job of a host; empty if its settings cannot be used, which the findings say. */
  Optional<HostJob> job(Fleet.Member member) {
    return opener(member.name(), member.connection())
        .map(opener -> new HostJob(member.name(), member.wanted(), opener, member.place()));
  }

  private Optional<HostJob.Opener> opener(String host, ConnectionVariables variables) {
    return variables.connection() == ConnectionKind.LOCAL
        ? become(host, variables, user.name())
            .map(become -> () -> shell(host, local.connect(host), become))
        : target(host, variables)
            .flatMap(
                target ->
                    become(host, variables, target.user())
                        .map(become -> () -> shell(host, connect(target), become)));
  }

  /**
   * The host as it is logged in to; empty if its settings cannot be used, which the findings say.
   */
  Optional<Target> target(String host, ConnectionVariables variables) {
    Secret own = variables.password();
    ConnectionRequest request =
        new ConnectionRequest(
            host,
            variables.address(),
            variables.port(),
            variables.user(),
            variables.privateKeyFile(),
            own == null ? password : Optional.of(own),
            variables.sshArgs(),
            variables.hostKeyChecking(),
            variables.connectTimeoutSeconds());
    Optional<Resolution> resolution = findings.read(host, () -> targets.resolve(request));
    resolution.ifPresent(found -> found.warnings().forEach(findings.common()::add));
    Optional<Target> target = resolution.flatMap(found -> bySsh.target(host, found));
    target.ifPresent(found -> targetsByHost.put(host, found));
    return target;
  }

  /** The hosts that are reached by ssh, by the reasons for it. */
  Map<List<String>, List<String>> hostsBySsh() {
    return bySsh.hosts();
  }

  private Optional<Become> become(String host, ConnectionVariables variables, String loginUser) {
    return findings.read(
        host,
        () -> {
          try {
            return becomes.resolve(variables.become(), loginUser);
          } catch (ProblemsException e) {
            throw e.within(host);
          }
        });
  }

  private Connection connect(Target target) throws ShellException {
    try {
      return retries.connect(() -> transport.connect(target));
    } catch (ShellException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof HostKeyRefusedException refused
            && refused.verdict() instanceof HostKeyVerdict.Unknown unknown) {
          unknownHostKeys.put(unknown.name(), unknown);
        }
      }
      throw e;
    }
  }

  HostKeyScan hostKeyScan(int forks) {
    return new HostKeyScan(transport, hostKeys, forks);
  }

  /**
   * Looks at the keys of those hosts, and of jump hosts, of which none is known.
   *
   * @param forks how many hosts at once
   * @return by host why it cannot be logged in to
   */
  Map<String, String> strangers(int forks) throws InterruptedException {
    HostKeyScan scan = hostKeyScan(forks);
    HostKeyRounds rounds = new HostKeyRounds(List.copyOf(targetsByHost.values()));
    Map<Target, SeenHostKey> strangers = new HashMap<>();
    for (List<Target> next = rounds.next(); !next.isEmpty(); next = rounds.next()) {
      List<Target> looked = next.stream().filter(scan::isStranger).toList();
      List<SeenHostKey> seen = scan.look(looked);
      for (int i = 0; i < looked.size(); i++) {
        if (seen.get(i).status() == Status.NEW) {
          strangers.put(looked.get(i), seen.get(i));
          seen.get(i).unknown().ifPresent(unknown -> unknownHostKeys.put(unknown.name(), unknown));
        }
      }
      next.forEach(target -> rounds.done(target, !strangers.containsKey(target)));
    }
    Map<String, String> reasons = new HashMap<>();
    targetsByHost.forEach(
        (host, target) ->
            HostKeyRounds.wayTo(target)
                .map(strangers::get)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(seen -> reasons.put(host, seen.note())));
    return reasons;
  }

  /** Why host keys that were taken on could not be written down. */
  List<String> notWritten() {
    return hostKeys.notWritten();
  }

  /** The keys that were refused because no file has them, by the names that were looked up. */
  List<HostKeyVerdict.Unknown> unknownHostKeys() {
    return List.copyOf(unknownHostKeys.values());
  }

  private OpenShell shell(String host, Connection connection, Become become) {
    EscalatedShell shell = new EscalatedShell(connection, become, host, guard);
    return new OpenShell() {
      @Override
      public ExecResult exec(String command, byte[] stdin) throws ShellException {
        return shell.exec(command, stdin);
      }

      @Override
      public void close() {
        connection.close();
      }
    };
  }

  /** Takes away at once what is left on this machine, since the process ends. */
  void abandon() {
    transport.abandon();
  }

  @Override
  public void close() {
    transport.close();
  }
}
