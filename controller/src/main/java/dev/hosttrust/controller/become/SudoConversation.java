// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Command;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.Transcript;
import dev.hosttrust.words.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One command under sudo.
 *
 * <p>The password goes over standard input ({@code --stdin}), ahead of what the command reads, but
 * only after sudo has printed our prompt: a host that needs no password would otherwise hand it to
 * the command. After another question the input ends, so that at most one failed attempt is on the
 * host's record; then sudo itself says whether the password was wrong, or it wanted something more.
 */
final class SudoConversation {
  /** After an unanswered question for so long, nothing more comes. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  /** How long sudo may take to end once its input has: PAM pauses after a wrong password. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

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
    try {
      return converse(connection, command, stdin);
    } catch (ShellException e) {
      throw new ShellException(e.kind(), withoutPassword(e.getMessage()), e);
    }
  }

  /** The password is taken out of messages, since a host may repeat what it was sent. */
  private String withoutPassword(String message) {
    return sudo.password().map(secret -> message.replace(secret.reveal(), "***")).orElse(message);
  }

  private ExecResult converse(Connection connection, String command, byte[] stdin)
      throws ShellException {
    if (sudo.password().isPresent()) {
      guard.check(sudo.password().get());
    }
    try (Command running = Command.start(connection, commandLine(command))) {
      Dialogue dialogue = new Dialogue(running);
      if (sudo.password().isPresent()) {
        dialogue.awaitReady(sudo.password().get());
      }
      running.send(stdin); // without a password there is nothing to wait for
      return dialogue.result();
    } catch (InterruptedException e) {
      throw Command.interrupted(e);
    }
  }

  /**
   * {@code env LC_ALL=C}, so that sudo speaks English whatever the host's locale is. The {@code
   * env} of uutils 0.0.30 takes a {@code -S} for its own wherever it stands: so it is written out.
   */
  private String commandLine(String command) {
    StringBuilder line = new StringBuilder("env LC_ALL=C ").append(sudo.executable());
    line.append(" -H ");
    line.append(sudo.password().isPresent() ? "--stdin -p " + marker.prompt() : "-n");
    line.append(" -u ").append(sudo.user());
    sudo.flags().forEach(flag -> line.append(' ').append(flag));
    return line.append(' ').append(marker.wrap(command)).toString();
  }

  /** What is said from the start of sudo to the start of the command. */
  private final class Dialogue {
    private final Command running;
    private final Transcript transcript;
    private final Transcript.Search ready;
    private final Transcript.Search prompts;

    Dialogue(Command running) {
      this.running = running;
      this.transcript = running.transcript();
      this.ready = transcript.searchOut(marker.line());
      this.prompts = transcript.searchErr(marker.prompt());
    }

    void awaitReady(Secret password) throws ShellException, InterruptedException {
      if (!await(() -> isReady() || prompts.count() > 0)) {
        throw asksForMore();
      }
      if (isReady() || prompts.count() == 0) {
        return;
      }
      try (PasswordGuard.Attempt attempt = guard.begin(password, host)) {
        running.send((password.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
        boolean settled = await(() -> isReady() || prompts.count() > 1);
        if (isReady() || SudoRefusal.isAboutTheUser(transcript.err())) {
          attempt.accepted();
        } else {
          judge(attempt, !settled || prompts.count() > 1);
        }
      }
    }

    private void judge(PasswordGuard.Attempt attempt, boolean asked)
        throws ShellException, InterruptedException {
      if (!SudoRefusal.isWrongPassword(transcript.err())) {
        running.endInput();
        transcript.awaitEnds(LAST_WORDS);
      }
      if (SudoRefusal.isWrongPassword(transcript.err())) {
        attempt.refused();
        throw new ShellException(ShellException.Kind.REFUSED, "sudo password refused");
      }
      if (asked) {
        throw asksForMore();
      }
    }

    /**
     * @return false if a question came that is not for the password, and then nothing more
     */
    private boolean await(BooleanSupplier condition) throws InterruptedException {
      while (!transcript.await(t -> condition.getAsBoolean() || t.hasEnded(), QUIET)) {
        if (question().isPresent()) {
          return false;
        }
      }
      return true;
    }

    private Optional<String> question() {
      return SudoRefusal.question(transcript.err(), marker.prompt());
    }

    private ShellException asksForMore() {
      return new ShellException(
          ShellException.Kind.REFUSED,
          "sudo asks for more than a password"
              + question().map(words -> " ('" + words + "')").orElse("")
              + ": hosttrust cannot answer that; log in as a user for whom sudo needs none of it");
    }

    private boolean isReady() {
      return ready.first() >= 0;
    }

    ExecResult result() throws ShellException, InterruptedException {
      ExecResult whole = running.finish();
      ExecResult result = marker.strip(whole, ready.first());
      if (result == null) {
        throw SudoRefusal.explain(sudo, whole, marker.prompt());
      }
      return result;
    }
  }
}
