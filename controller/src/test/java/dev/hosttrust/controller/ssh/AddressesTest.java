// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import dev.hosttrust.controller.ssh.jsch.JschTransport;
import dev.hosttrust.controller.ssh.sshd.SshdTransport;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddressesTest {
  private static final Target.Timing PATIENT =
      new Target.Timing(Duration.ofDays(1), Duration.ZERO, 1);
  private static final String DEAD = "10.255.255.1";
  private static final String LIVE = "::1";

  private record Line(String to) implements Closeable {
    @Override
    public void close() {}
  }

  @Test
  void doesNotWaitForAnAddressThatDoesNotAnswer() throws Exception {
    CountDownLatch given = new CountDownLatch(1);

    Line line = of(DEAD, LIVE).connect((address, limit) -> deadOr(address, given));

    assertThat(line.to()).isEqualTo(LIVE);
    given.await(); // the other attempt has been ended
  }

  @Test
  void goesOnAtOnceWhereAnAddressRefuses() throws Exception {
    Line line =
        of(DEAD, LIVE)
            .connect(
                (address, limit) -> {
                  if (text(address).equals(DEAD)) {
                    throw new ConnectException("Connection refused");
                  }
                  return new Line(text(address));
                });

    assertThat(line.to()).isEqualTo(LIVE);
  }

  @Test
  void theOnlyAddressIsTriedInTheSameThread() throws Exception {
    Thread here = Thread.currentThread();

    of(LIVE)
        .connect(
            (address, limit) -> {
              assertThat(Thread.currentThread()).isSameAs(here);
              assertThat(limit).isEqualTo(PATIENT.connect());
              return new Line(text(address));
            });
  }

  @Test
  void saysOfEachAddressWhyThereIsNoConnection() throws Exception {
    assertThatThrownBy(
            () ->
                of(LIVE, DEAD)
                    .connect(
                        (address, limit) -> {
                          throw text(address).equals(LIVE)
                              ? new ConnectException("Connection refused")
                              : new SocketTimeoutException("Connect timed out");
                        }))
        .hasMessage("::1 connection refused; 10.255.255.1 does not answer within 86400 s");
  }

  @Test
  void theFamiliesTakeTurnsBeginningWithTheFirst() {
    List<String> tried = new ArrayList<>();

    assertThatThrownBy(
            () ->
                of("2001:db8::1", "2001:db8::2", "192.0.2.1", "192.0.2.2")
                    .connect(
                        (address, limit) -> {
                          synchronized (tried) {
                            tried.add(text(address));
                          }
                          throw new ConnectException("Connection refused");
                        }))
        .isInstanceOf(IOException.class);
    assertThat(tried).containsExactly("2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2");
  }

  @Test
  void anInterruptEndsAllAttempts() throws Exception {
    CountDownLatch given = new CountDownLatch(2);
    CountDownLatch ended = new CountDownLatch(1);
    Thread host =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    of(DEAD, DEAD).connect((address, limit) -> deadOr(address, given));
                  } catch (InterruptedIOException e) {
                    ended.countDown();
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });

    host.interrupt();

    ended.await();
  }

  /** Both libraries, and real sockets: one that drops what comes, one with an SSH server. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPENSSH")
  void reachesAHostWhoseFirstAddressIsDead(Library library) throws Exception {
    List<Socket> queue = new ArrayList<>();
    InetAddress dead = InetAddress.getByName("127.0.0.2");
    try (EmbeddedServer server = EmbeddedServer.start();
        ServerSocket full = new ServerSocket(server.port(), 1, dead)) {
      for (int i = 0; i < 2; i++) {
        queue.add(new Socket(full.getInetAddress(), full.getLocalPort()));
      }
      Resolver both = name -> List.of(dead, InetAddress.getLoopbackAddress());

      try (Transport transport = open(library, both);
          Connection connection = transport.connect(server.target("dual.invalid", PATIENT))) {
        assertThat(Command.run(connection, "true", new byte[0]).stdoutText())
            .contains(EmbeddedServer.ANSWER);
      }
      assertThat(server.sessions()).isEqualTo(1);
    } finally {
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  private static Transport open(Library library, Resolver resolver) {
    return library == Library.JSCH
        ? new JschTransport(new HostKeyVerifier(), Library.NOBODY, resolver)
        : new SshdTransport(new HostKeyVerifier(), Library.NOBODY, resolver);
  }

  private static Line deadOr(InetSocketAddress address, CountDownLatch given) throws IOException {
    if (text(address).equals(LIVE)) {
      return new Line(LIVE);
    }
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      given.countDown();
    }
    throw new InterruptedIOException();
  }

  private static String text(InetSocketAddress address) {
    return AddressRace.written(address.getAddress());
  }

  private static Addresses of(String... addresses) throws UnknownHostException {
    List<InetAddress> found = new ArrayList<>();
    for (String address : addresses) {
      found.add(InetAddress.getByName(address));
    }
    return Addresses.of(target(), name -> found);
  }

  private static Target target() {
    return EmbeddedServer.target("dual.invalid", 22, PATIENT);
  }
}
