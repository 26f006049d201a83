// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hosts that close connections before the login: sshd does so where too many come at once. */
class DroppedLoginIT {
  private static final int TARGETS = 32;
  private static final int PORTS = 16; // sshd listens at no more
  private static final int BEHIND_EACH = 20;
  private static final Target.Timing ONE_SECOND =
      new Target.Timing(Duration.ofSeconds(1), Duration.ofSeconds(15), 3);

  private static final Target.Timing ONE_MINUTE =
      new Target.Timing(Duration.ofMinutes(1), Duration.ofSeconds(15), 3);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Library.class)
  void reachesAllNamesOfAHostThatTakesFewLoginsAtATime(Library library) throws Exception {
    try (TestHost host =
        TestHosts.debian(DebianRelease.BOOKWORM).withSshdOptions("MaxStartups 2:50:4").start()) {
      Target target = Targets.of(host, TestUser.OPS, directory).target();

      assertThat(all(library, IntStream.range(0, TARGETS).mapToObj(i -> target).toList()))
          .hasSize(TARGETS)
          .containsOnly("ops");
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void reachesFortyHostsBehindAJumpHostWithTwoLoginsThere(Library library) throws Exception {
    TestHosts debian12 = TestHosts.debian(DebianRelease.BOOKWORM);
    try (TestHost bastion = debian12.withSshdOptions("MaxStartups 10:30:100").start();
        TestHost one = debian12.withSshdOptions(ports(2300)).behind(bastion, 2300).start();
        TestHost other = debian12.withSshdOptions(ports(2400)).behind(bastion, 2400).start()) {
      Target jump = Targets.of(bastion, TestUser.ADMIN, directory).target();
      List<Target> targets =
          Stream.of(one, other)
              .flatMap(
                  host -> {
                    Target target =
                        Targets.of(host, TestUser.OPS, directory)
                            .alias("[127.0.0.1]:" + host.port())
                            .jumps(jump)
                            .target();
                    return IntStream.range(0, BEHIND_EACH)
                        .mapToObj(i -> at(target, host.port() + i % PORTS));
                  })
              .toList();

      assertThat(all(library, targets)).hasSize(2 * BEHIND_EACH).containsOnly("ops");
      assertThat(bastion.countConnections()).isEqualTo(2); // 32 hosts share one
    }
  }

  /** An sshd that is many hosts: as many ports as it takes. */
  private static String[] ports(int first) {
    return Stream.concat(
            Stream.of("AddressFamily inet"),
            IntStream.range(1, PORTS).mapToObj(i -> "Port " + (first + i)))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void triesAgainWhatWasDropped(Library library) throws Exception {
    TestHost host = Server.OPENSSH_9_2.shared();
    Target target =
        Targets.of(host, TestUser.OPS, directory)
            .alias("[127.0.0.1]:" + host.port())
            .timing(ONE_MINUTE)
            .target();
    try (RawServer dropping =
        RawServer.start(
            (socket, n) -> {
              switch (n) {
                case 1 -> {} // closed without a word
                case 2 -> write(socket, "Exceeded MaxStartups\r\n");
                case 3 -> socket.setSoLinger(true, 0); // reset
                case 4 -> write(socket, "SSH-2.0-OpenSSH_9.2p1\r\n");
                case 5 -> {
                  write(socket, "SSH-2.0-OpenSSH_9.2p1\r\n");
                  readKeyExchange(socket);
                }
                default -> forward(socket, host.port());
              }
            })) {
      assertThat(all(library, List.of(at(target, dropping.port())))).containsExactly("ops");
      assertThat(dropping.connections()).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void givesUpOnAHostThatDropsAllConnections(Library library) {
    try (RawServer dropping = RawServer.start((socket, n) -> {})) {
      assertThatThrownBy(() -> whoami(library, elsewhere(dropping.port())))
          .isInstanceOfSatisfying(
              ShellException.class,
              e -> assertThat(e.kind()).isEqualTo(ShellException.Kind.UNREACHABLE))
          .hasMessage(
              "127.0.0.1:%d: the host closed the connection before the login, %d times in a row;"
                  + " it is overloaded (MaxStartups of its sshd), or does not let this machine in",
              dropping.port(), dropping.connections());
      assertThat(dropping.connections()).isGreaterThan(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void doesNotTryAgainWhatWasAnswered(Library library) {
    try (RawServer http =
        RawServer.start(
            (socket, n) -> {
              write(socket, "SSH-2.0-x\r\n\0\0\0\0\0\0\0\0 this is no packet of SSH\r\n\r\n");
              socket.getInputStream().readAllBytes();
            })) {
      assertThatThrownBy(() -> whoami(library, elsewhere(http.port())))
          .hasMessageStartingWith("127.0.0.1:%d: ", http.port())
          .hasMessageNotContainingAny("Exception", "jcraft", "java", "null", "apache");
      assertThat(http.connections()).isEqualTo(1);
    }
  }

  private Target elsewhere(int port) {
    return at(
        Targets.of(Server.OPENSSH_9_2.shared(), TestUser.OPS, directory)
            .timing(ONE_SECOND)
            .target(),
        port);
  }

  private static Target at(Target target, int port) {
    return new Target(
        target.name(),
        target.host(),
        port,
        target.user(),
        target.keys(),
        target.password(),
        target.hostKeys(),
        target.jumps(),
        target.timing());
  }

  private static List<String> all(Library library, List<Target> targets) throws Exception {
    try (Transport transport = library.open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> logins =
          targets.stream().map(target -> threads.submit(() -> whoami(transport, target))).toList();
      List<String> users = new ArrayList<>();
      for (Future<String> login : logins) {
        users.add(login.get());
      }
      return users;
    }
  }

  private static String whoami(Library library, Target target) throws ShellException {
    try (Transport transport = library.open()) {
      return whoami(transport, target);
    }
  }

  private static String whoami(Transport transport, Target target) throws ShellException {
    try (Connection connection = transport.connect(target)) {
      return Command.run(connection, "id -un", new byte[0]).stdoutText().strip();
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads what the client says unasked, so that the end of the connection is no reset. */
  private static void readKeyExchange(Socket socket) throws IOException {
    socket.setSoTimeout(300);
    try {
      socket.getInputStream().readAllBytes();
    } catch (SocketTimeoutException e) {
      // that was all
    }
  }

  private static void forward(Socket from, int port) throws IOException {
    try (Socket to = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Thread back =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (from) {
                      to.getInputStream().transferTo(from.getOutputStream());
                    } catch (IOException e) {
                      // closed at one end
                    }
                  });
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
      back.interrupt();
    }
  }
}
