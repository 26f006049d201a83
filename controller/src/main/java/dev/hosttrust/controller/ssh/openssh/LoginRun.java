// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Command;
import dev.hosttrust.controller.ssh.Faults;
import dev.hosttrust.controller.ssh.LoginClock;
import dev.hosttrust.controller.ssh.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One run of ssh up to its end, or up to where it goes on in the background. */
final class LoginRun {
  private static final Duration AFTER_SSH = Duration.ofSeconds(1);

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
   * @param late the failure, where it was ended since it took too long
   * @param refused whether it was ended since it asked what there is no answer for
   * @param hopQuestion what a jump host asked, in words for the operator
   */
  record Ending(
      int status, Optional<ShellException> late, boolean refused, Optional<String> hopQuestion) {}

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
      try (LoginClock watch =
          LoginClock.start(
              target, connecting(), workshop.passphrases()::isPrompting, process::kill)) {
        log.follow(watch);
        int status = process.waitFor();
        Optional<ShellException> late =
            watch.hasRunOut()
                ? Optional.of(watch.late(new IOException(failure().words())))
                : Optional.empty();
        return new Ending(status, late, answers.isRefused(), answers.hopQuestion());
      }
    } catch (IOException e) {
      throw Faults.connecting(target, e);
    } catch (InterruptedException e) {
      throw Command.interrupted(e);
    } finally {
      workshop.questions().end(login);
    }
  }

  /** ssh keeps the limit itself, but not for the key exchange; its own words are better. */
  private Duration connecting() {
    return target.timing().connect().plus(AFTER_SSH);
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
