// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.testhosts.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many hosts behind one jump host: it is logged in to once. */
class SharedJumpTest {
  private static final int HOSTS = 6;
  private static final Target.Timing TIMING =
      new Target.Timing(Patience.LIMIT, Duration.ofSeconds(15), 3);

  @ParameterizedTest
  @EnumSource(Library.class)
  void logsInOnceForManyHosts(Library library) throws Exception {
    try (EmbeddedServer jump = EmbeddedServer.start();
        EmbeddedServer host = EmbeddedServer.start()) {
      try (Transport transport = library.open()) {
        Target target = host.target(TIMING, jump.target(TIMING));

        for (Future<String> answer : answers(transport, target)) {
          assertThat(answer.get()).isEqualTo(EmbeddedServer.ANSWER);
        }
        assertThat(jump.passwords()).isEqualTo(1);
        assertThat(host.passwords()).isEqualTo(HOSTS);
      }
      Patience.until(() -> jump.open() == 0, () -> jump.open() + " connections");
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void logsInOnceAtEachOfTwoJumpHosts(Library library) throws Exception {
    try (EmbeddedServer first = EmbeddedServer.start();
        EmbeddedServer second = EmbeddedServer.start();
        EmbeddedServer host = EmbeddedServer.start();
        Transport transport = library.open()) {
      Target target = host.target(TIMING, first.target(TIMING), second.target(TIMING));

      for (Future<String> answer : answers(transport, target)) {
        assertThat(answer.get()).isEqualTo(EmbeddedServer.ANSWER);
      }
      assertThat(first.passwords()).isEqualTo(1);
      assertThat(second.passwords()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void asksOnceWhereTheJumpHostRefuses(Library library) throws Exception {
    try (EmbeddedServer jump = EmbeddedServer.start(() -> false);
        EmbeddedServer host = EmbeddedServer.start();
        Transport transport = library.open()) {
      Target target = host.target(TIMING, jump.target(TIMING));
      String refusal =
          "jump host node1: ops@127.0.0.1:%d: permission denied".formatted(jump.port());

      for (Future<String> answer : answers(transport, target)) {
        assertThatThrownBy(answer::get)
            .isInstanceOf(ExecutionException.class)
            .cause()
            .hasMessageStartingWith(refusal);
      }
      assertThatThrownBy(() -> answer(transport, target)).hasMessageStartingWith(refusal);
      assertThat(jump.passwords()).isEqualTo(1);
      assertThat(host.sessions()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void logsInAnewWhereTheConnectionToTheJumpHostWasLost(Library library) throws Exception {
    try (EmbeddedServer jump = EmbeddedServer.start();
        EmbeddedServer host = EmbeddedServer.start();
        Transport transport = library.open()) {
      Target target = host.target(TIMING, jump.target(TIMING));

      assertThat(answer(transport, target)).isEqualTo(EmbeddedServer.ANSWER);
      jump.hangUp();

      assertThat(answer(transport, target)).isEqualTo(EmbeddedServer.ANSWER);
      assertThat(jump.passwords()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void oneHostsEndLeavesTheOthersConnected(Library library) throws Exception {
    try (EmbeddedServer jump = EmbeddedServer.start();
        EmbeddedServer host = EmbeddedServer.start();
        Transport transport = library.open()) {
      Target target = host.target(TIMING, jump.target(TIMING));
      try (Connection one = transport.connect(target)) {
        transport.connect(target).close();

        assertThat(Command.run(one, "true", new byte[0]).stdoutText().strip())
            .isEqualTo(EmbeddedServer.ANSWER);
      }
    }
  }

  private static List<Future<String>> answers(Transport transport, Target target) {
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, HOSTS)
          .forEach(i -> answers.add(threads.submit(() -> answer(transport, target))));
    }
    return answers;
  }

  private static String answer(Transport transport, Target target) throws ShellException {
    try (Connection connection = transport.connect(target)) {
      return Command.run(connection, "true", new byte[0]).stdoutText().strip();
    }
  }
}
