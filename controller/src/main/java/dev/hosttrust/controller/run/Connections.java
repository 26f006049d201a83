// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.become.Become;
import dev.hosttrust.controller.become.BecomeResolver;
import dev.hosttrust.controller.become.EscalatedShell;
import dev.hosttrust.controller.become.PasswordGuard;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.OpenShell;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.controller.ssh.config.ConnectionRequest;
import dev.hosttrust.controller.ssh.config.LocalUser;
import dev.hosttrust.controller.ssh.config.LoginFlags;
import dev.hosttrust.controller.ssh.config.Resolution;
import dev.hosttrust.controller.ssh.config.TargetResolver;
import dev.hosttrust.controller.ssh.hostkey.HostKeyRefusedException;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import dev.hosttrust.controller.ssh.local.LocalTransport;
import dev.hosttrust.inventories.connection.ConnectionKind;
import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

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
    LoginFlags login = connection.checkedLogin(environment, findings);
    Passwords.Both passwords =
        new Passwords(environment, findings.common())
            .read(connection.password(), become.password());
    LocalUser user = environment.localUser();
    HostKeyVerifier hostKeys = new HostKeyVerifier();
    return new Connections(
        findings,
        user,
        new TargetResolver(user, login, connection.library().use()),
        new BecomeResolver(become.method(), become.user(), passwords.sudo()),
        passwords.login(),
        hostKeys,
        connection.library().transport(hostKeys, passphrases(environment), user.environment()),
        new Retries(connection.retries()));
  }

  private static PassphraseSource passphrases(Environment environment) {
    return (Path file, int attempt) ->
        environment
            .prompt()
            .ask("Passphrase of " + file)
            .filter(typed -> !typed.isEmpty()) // gives the key up, as with ssh
            .map(Secret::of);
  }

  /** The job of a host; empty if its settings cannot be used, which the findings say. */
  Optional<HostJob> job(Fleet.Member member) {
    return opener(member.name(), member.connection())
        .map(opener -> new HostJob(member.name(), member.wanted(), opener, member.place()));
  }

  /** The way to a host; empty if its settings cannot be used, which the findings say. */
  Optional<HostJob.Opener> opener(String host, ConnectionVariables variables) {
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

  /** The hosts that are reached over SSH, by the names of those that have a {@link #job}. */
  Map<String, Target> targets() {
    return Collections.unmodifiableMap(targetsByHost);
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
