// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Faults;
import dev.hosttrust.controller.ssh.Routes;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.hostkey.HostKey;
import dev.hosttrust.controller.ssh.hostkey.HostKeyCheck;
import dev.hosttrust.controller.ssh.hostkey.HostKeyRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** One login with ssh, to the target or to a jump host. */
final class OpenSshLogin {
  /** ssh has judged the host key by then, and sent nothing of a login. */
  private static final String KEYS_EXCHANGED = "debug1: SSH2_MSG_SERVICE_ACCEPT received";

  private final Workshop workshop;
  private final Target target;
  private final Optional<Routes.Before<SshMaster>> jump;
  private final LoginCommand command;

  OpenSshLogin(Workshop workshop, Target target, Optional<Routes.Before<SshMaster>> jump) {
    this.workshop = workshop;
    this.target = target;
    this.jump = jump;
    this.command =
        new LoginCommand(
            target,
            workshop.keyExchanges(),
            jump.map(last -> proxyCommand(last.session(), workshop.program().ssh())));
  }

  /**
   * A connection through the jump host's ssh. No other host is reached should that one be gone:
   * there is no such name.
   */
  private static String proxyCommand(SshMaster jump, Path ssh) {
    return "'%s' -F none -S '%s' -W '[%%h]:%%p' jump.invalid".formatted(ssh, jump.path());
  }

  /** Logs in; a key that is new and may be taken is written down first. */
  SshMaster attempt() throws ShellException {
    HostKeyCheck check = check();
    LoginRun first = new LoginRun(workshop, target);
    Optional<SshMaster> master = login(first, false);
    if (master.isPresent()) {
      return master.get();
    }
    judge(check, first);
    LoginRun second = new LoginRun(workshop, target);
    return login(second, true).orElseThrow(() -> unexplained(second));
  }

  private HostKeyCheck check() throws ShellException {
    try {
      return workshop.hostKeys().forHost(target.host(), target.port(), target.hostKeys());
    } catch (UncheckedIOException e) {
      throw Faults.connecting(target, e);
    }
  }

  /** ssh's own words. */
  private ShellException unexplained(LoginRun run) {
    return Faults.connecting(target, new IOException(run.failure().words()));
  }

  /**
   * Logs in.
   *
   * @param knownNow whether the host key has been judged and taken on
   * @return empty if ssh does not take the host key
   */
  private Optional<SshMaster> login(LoginRun run, boolean knownNow) throws ShellException {
    Path socket = workshop.directory().fresh();
    LoginRun.Ending ending = run.run(command.login(socket, knownNow), line -> false);
    if (ending.status() == 0) {
      try {
        return Optional.of(SshMaster.at(socket));
      } catch (IOException e) {
        throw Faults.connecting(target, e);
      }
    }
    LoginFailure failure = run.failure();
    if (ending.late().isPresent()) {
      throw ending.late().get();
    }
    if (ending.hopQuestion().isPresent()) {
      throw Faults.connecting(target, new IOException(ending.hopQuestion().get()));
    }
    if (ending.refused()) {
      throw failure.denied();
    }
    if (failure.isHostKey()) {
      return Optional.empty();
    }
    if (jump.isPresent() && failure.isBehind()) {
      throw Faults.behind(target, jump.get().name(), new IOException(failure.words()));
    }
    throw failure.explained();
  }

  /** Refuses the host, unless its key is new and may be taken. */
  private void judge(HostKeyCheck check, LoginRun run) throws ShellException {
    String authority = run.log().authority().orElse("");
    if (check.revoked().stream().map(HostKey::fingerprint).anyMatch(authority::equals)) {
      throw Faults.connecting(
          target, new IOException("the host certificate or its authority is marked @revoked"));
    }
    HostKey shown = shownKey(run.log()).orElseThrow(() -> unexplained(run));
    try {
      check.accept(shown);
    } catch (HostKeyRefusedException e) {
      throw Faults.connecting(target, e);
    }
  }

  /** The key that the host has shown, whole: ssh's log has its fingerprint only. */
  private Optional<HostKey> shownKey(SshLog before) throws ShellException {
    if (before.shown().isEmpty()) {
      return Optional.empty(); // it was a jump host's
    }
    Path file = workshop.directory().fresh();
    new LoginRun(workshop, target)
        .run(command.showHostKey(file, before.algorithm()), KEYS_EXCHANGED::equals);
    try {
      return ShownHostKey.read(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
