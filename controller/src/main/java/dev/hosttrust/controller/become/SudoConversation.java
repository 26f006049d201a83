package dev.hosttrust.controller.become;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Command;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.Secret;
import dev.hosttrust.controller.ssh.Transcript;
import java.nio.charset.StandardCharsets;

/**
 * One command under sudo.
 *
 * <p>The password goes over standard input ({@code -S}), ahead of what the command reads, but only
 * after sudo has printed our prompt: a host that needs no password would otherwise hand it to the
 * command. A second prompt means that it was wrong; then the input ends, so that exactly one failed
 * attempt is on the host's record.
 */
final class SudoConversation {
  private final Become.Sudo sudo;
  private final String host;
  private final PasswordGuard guard;
  private final ReadyMarker marker = new ReadyMarker();

  SudoConversation(Become.Sudo sudo, String host, PasswordGuard guard) {
    this.sudo = sudo;
    this.host = host;
    this.guard = guard;
  }

  ExecResult run(Connection connection, String command, byte[] stdin) throws ShellException {
    if (sudo.password().isPresent()) {
      guard.check(sudo.password().get());
    }
    try (Command running = Command.start(connection, commandLine(command))) {
      if (sudo.password().isPresent()) {
        awaitReady(running, sudo.password().get());
      }
      running.send(stdin); // without a password there is nothing to wait for
      return result(running.finish(), running.transcript());
    } catch (InterruptedException e) {
      throw Command.interrupted(e);
    }
  }

  /** {@code env LC_ALL=C}, so that sudo speaks English whatever the host's locale is. */
  private String commandLine(String command) {
    StringBuilder line = new StringBuilder("env LC_ALL=C ").append(sudo.executable());
    line.append(" -H ");
    line.append(sudo.password().isPresent() ? "-S -p " + marker.prompt() : "-n");
    line.append(" -u ").append(sudo.user());
    sudo.flags().forEach(flag -> line.append(' ').append(flag));
    return line.append(' ').append(marker.wrap(command)).toString();
  }

  private void awaitReady(Command running, Secret password)
      throws ShellException, InterruptedException {
    Transcript transcript = running.transcript();
    transcript.await(t -> isReady(t) || prompts(t) > 0 || t.hasEnded());
    if (isReady(transcript) || prompts(transcript) == 0) {
      return;
    }
    try (PasswordGuard.Attempt attempt = guard.begin(password, host)) {
      running.send((password.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
      transcript.await(t -> isReady(t) || prompts(t) > 1 || t.hasEnded());
      if (isReady(transcript) || SudoRefusal.isAboutTheUser(transcript.err())) {
        attempt.accepted();
      } else if (prompts(transcript) > 1 || SudoRefusal.isWrongPassword(transcript.err())) {
        attempt.refused();
        throw new ShellException(ShellException.Kind.REFUSED, "sudo password refused");
      }
    }
  }

  private ExecResult result(ExecResult whole, Transcript transcript) throws ShellException {
    ExecResult result = marker.strip(whole, transcript.outIndexOf(marker.line()));
    if (result == null) {
      throw SudoRefusal.explain(sudo, whole, marker.prompt());
    }
    return result;
  }

  private boolean isReady(Transcript transcript) {
    return transcript.outIndexOf(marker.line()) >= 0;
  }

  private int prompts(Transcript transcript) {
    return transcript.errCount(marker.prompt());
  }
}
