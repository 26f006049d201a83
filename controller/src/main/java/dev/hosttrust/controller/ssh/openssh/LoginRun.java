// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Command;
import dev.hosttrust.controller.ssh.Faults;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Watchdog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One run of ssh up to its end, or up to where it goes on in the background. */
final class LoginRun {
  private final Workshop workshop;
  private final Target target;
  private final SshLog log = new SshLog();
  private final SshLog proxyLog = new SshLog();
  private final AtomicReference<@Nullable SshProcess> running = new AtomicReference<>();

  LoginRun(Workshop workshop, Target target) {
    this.workshop = workshop;
    this.target = target;
  }

  /**
   * How ssh ended.
   *
   * @param late whether it was ended since it took too long
   * @param refused whether it was ended since it asked what there is no answer for
   * @param hopQuestion what a jump host asked, in words for the operator
   */
  record Ending(int status, boolean late, boolean refused, Optional<String> hopQuestion) {}

  /** What ssh logged. */
  SshLog log() {
    return log;
  }

  /** Why it did not log in. */
  LoginFailure failure() {
    return new LoginFailure(target, log, proxyLog, workshop.passphrases());
  }

  /**
   * Runs it and answers its questions.
   *
   * @param enough of a line of its log: it is ended there
   */
  Ending run(List<String> words, Predicate<String> enough) throws ShellException {
    boolean alone = target.ssh().isEmpty() || target.ssh().get().direct();
    LoginAnswers answers = new LoginAnswers(target, workshop.passphrases(), alone, this::kill);
    String login = workshop.questions().begin(answers);
    try (SshProcess process =
        SshProcess.start(
            workshop.program().command(words),
            workshop.askPass(),
            workshop.questions().environment(login),
            line -> take(line, enough),
            proxyLog::add)) {
      running.set(process);
      try (Watchdog dog =
          Watchdog.start(
              target.timing().connect(), workshop.passphrases()::isPrompting, process::kill)) {
        int status = process.waitFor();
        return new Ending(status, dog.hasBitten(), answers.isRefused(), answers.hopQuestion());
      }
    } catch (IOException e) {
      throw Faults.connecting(target, e);
    } catch (InterruptedException e) {
      throw Command.interrupted(e);
    } finally {
      workshop.questions().end(login);
    }
  }

  private void take(String line, Predicate<String> enough) {
    log.add(line);
    if (enough.test(line)) {
      kill();
    }
  }

  private void kill() {
    SshProcess process = running.get();
    if (process != null) {
      process.kill();
    }
  }
}
