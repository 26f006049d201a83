// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ShellException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How long an answer of a jump host stands for the hosts behind it, and how many share it. */
class SharedJumpAnswersTest {
  private static final Target TARGET =
      EmbeddedServer.target("jump.example.com", 22, Target.Timing.DEFAULT);

  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger logins = new AtomicInteger();
  private @Nullable ShellException failure;
  private Duration taking = Duration.ZERO;

  @AutoClose private final SharedJump<Session> jump = new SharedJump<>(this::login, clock::get);

  private static final class Session implements HostSession {
    private volatile boolean open = true;

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void carry() {}

    @Override
    public void close() {
      open = false;
    }
  }

  private Route<Session> login() throws ShellException {
    logins.incrementAndGet();
    clock.addAndGet(taking.toNanos());
    if (failure != null) {
      throw failure;
    }
    return new Route<>(new Session(), () -> {});
  }

  @Test
  void aSecondConnectionIsBegunWhenTheFirstIsFull() throws Exception {
    List<SharedJump.Part<Session>> parts = new ArrayList<>();
    for (int i = 0; i < SharedJump.MOST; i++) {
      parts.add(jump.take());
    }
    assertThat(logins).hasValue(1);

    jump.take();
    assertThat(logins).hasValue(2);

    parts.getFirst().close();
    jump.take();
    assertThat(logins).hasValue(2);
  }

  @Test
  void aSessionThatWasLostIsReplaced() throws Exception {
    jump.take().session().close();

    assertThat(jump.take().session().isOpen()).isTrue();
    assertThat(logins).hasValue(2);
  }

  @Test
  void whatWasRefusedForGoodIsNotAskedAgain() {
    failure = Faults.denied(TARGET, "publickey", List.of(), List.of(), new IOException());

    assertThatThrownBy(jump::take).hasMessage(failure.getMessage());
    clock.addAndGet(Duration.ofDays(1).toNanos());
    assertThatThrownBy(jump::take).hasMessage(failure.getMessage());
    assertThat(logins).hasValue(1);
  }

  @Test
  void aJumpHostThatDoesNotAnswerHoldsUpTheFleetOnce() throws Exception {
    failure = Faults.noConnection(TARGET, new IOException());
    taking = Duration.ofSeconds(10);

    assertThatThrownBy(jump::take).hasMessage(failure.getMessage());
    clock.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThatThrownBy(jump::take).hasMessage(failure.getMessage());
    assertThat(logins).hasValue(1);

    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    failure = null;
    assertThat(jump.take().session().isOpen()).isTrue();
  }

  @Test
  void aRefusedConnectionIsTriedAgainAtOnce() throws Exception {
    failure = Faults.connecting(TARGET, new ConnectException("Connection refused"));

    assertThatThrownBy(jump::take).hasMessage(failure.getMessage());
    failure = null;
    assertThat(jump.take().session().isOpen()).isTrue();
  }

  @Test
  void noneIsBegunAfterTheEnd() throws Exception {
    Session session = jump.take().session();

    jump.close();

    assertThat(session.isOpen()).isFalse();
    assertThatThrownBy(jump::take).hasMessage("the run ends");
  }
}
