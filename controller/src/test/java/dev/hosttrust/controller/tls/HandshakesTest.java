// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.controller.tls.Served.Chain;
import dev.hosttrust.testhosts.CaProfile;
import dev.hosttrust.testhosts.LocalTlsServer;
import dev.hosttrust.testhosts.ServerCertificate;
import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the chains of real TLS servers lead. */
class HandshakesTest {
  private static final String NAME = "harbor.example.com";
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final TestCa OLD = TestCa.named("Harbor CA");
  private static final TestCa NEW = TestCa.named("Harbor CA 2");

  private static Served look(ServerCertificate certificate, TestCa next, TestCa previous)
      throws InterruptedException, CertificateException {
    try (LocalTlsServer server = LocalTlsServer.start(certificate)) {
      return look(server.port(), next, previous);
    }
  }

  private static Served look(int port, TestCa next, TestCa previous)
      throws InterruptedException, CertificateException {
    TlsServer server =
        new TlsServer(
            NAME,
            NAME,
            443,
            List.of(CaCertificate.ofDer(next.der())),
            List.of(CaCertificate.ofDer(previous.der())),
            new TlsServer.Place("127.0.0.1", port));
    List<List<Served>> served = Handshakes.look(List.of(server), LIMIT);
    assertThat(served).hasSize(1);
    assertThat(served.getFirst()).hasSize(1);
    return served.getFirst().getFirst();
  }

  static Stream<Arguments> chains() {
    TestCa renewed = TestCa.named("Harbor CA");
    TestCa sameKey = OLD.withSameKey(CaProfile.named("Harbor CA of the year"));
    return Stream.of(
        Arguments.of("still the old one", OLD.server(NAME), NEW, Chain.OLD),
        Arguments.of("the new one", NEW.server(NAME), NEW, Chain.NEW),
        Arguments.of(
            "by an intermediate of the new one",
            NEW.intermediate(CaProfile.named("Harbor issuing CA")).server(NAME),
            NEW,
            Chain.NEW),
        Arguments.of(
            "the new one signed by the old", NEW.crossSignedBy(OLD).server(NAME), NEW, Chain.BOTH),
        Arguments.of("same subject, another key", renewed.server(NAME), renewed, Chain.NEW),
        Arguments.of("the old one of the same subject", OLD.server(NAME), renewed, Chain.OLD),
        Arguments.of("same key, another subject", sameKey.server(NAME), sameKey, Chain.NEW),
        Arguments.of("another CA", TestCa.named("Other CA").server(NAME), NEW, Chain.NEITHER),
        Arguments.of("another name", NEW.server("www.example.com"), NEW, Chain.WRONG_NAME));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chains")
  void tellsWhereAChainLeads(String what, ServerCertificate certificate, TestCa next, Chain chain)
      throws InterruptedException, CertificateException {
    Served served = look(certificate, next, OLD);

    assertThat(served.chain()).as(served.detail()).isEqualTo(chain);
    assertThat(served.detail()).startsWith("CN=").contains(", issued by CN=");
  }

  @Test
  void anIntermediateThatIsNotServedIsNoChain() throws InterruptedException, CertificateException {
    ServerCertificate whole = NEW.intermediate(CaProfile.named("Harbor issuing CA")).server(NAME);
    ServerCertificate leaf = new ServerCertificate(NAME, whole.certificate(), "", whole.key());

    Served served = look(leaf, NEW, OLD);

    assertThat(served.chain()).isEqualTo(Chain.NEITHER);
    assertThat(served.detail())
        .isEqualTo(
            "CN=harbor.example.com, issued by CN=Harbor issuing CA: unable to find valid"
                + " certification path to requested target");
  }

  @Test
  void saysWhyThereWasNoHandshake() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      closed = socket.getLocalPort();
    }
    Served refused = look(closed, NEW, OLD);
    assertThat(refused.chain()).isEqualTo(Chain.UNREACHABLE);
    assertThat(refused.address()).isEqualTo("127.0.0.1:" + closed);
    assertThat(refused.detail()).contains("refused");

    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofVirtual().start(() -> answer(plain));
      Served noTls = look(plain.getLocalPort(), NEW, OLD);
      assertThat(noTls.chain()).isEqualTo(Chain.UNREACHABLE);
      assertThat(noTls.detail()).contains("SSL");
    }
  }

  /** It never stops sending, a byte now and then, so that no single read waits for long. */
  @Test
  @Timeout(30)
  void aServerThatDripsIsGivenUp() throws Exception {
    try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofVirtual().start(() -> drip(dripping));

      Served served = look(dripping.getLocalPort(), NEW, OLD);

      assertThat(served.chain()).isEqualTo(Chain.UNREACHABLE);
      assertThat(served.detail()).isEqualTo("no handshake within 3 s");
    }
  }

  /** A TLS record of a handshake, as long as one may be. */
  private static void drip(ServerSocket dripping) {
    try (var socket = dripping.accept()) {
      socket.getOutputStream().write(new byte[] {22, 3, 3, 0x40, 0});
      while (true) {
        socket.getOutputStream().write(2);
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException e) {
      // The client has gone.
    }
  }

  @Test
  @Timeout(30)
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(look(mute.getLocalPort(), NEW, OLD).detail()).isEqualTo("no handshake within 3 s");
    }
  }

  private static void answer(ServerSocket plain) {
    try (var socket = plain.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      var _ = socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // The client has gone.
    }
  }
}
