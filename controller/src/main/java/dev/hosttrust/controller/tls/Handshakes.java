// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.tls;

import dev.hosttrust.controller.ssh.Watchdog;
import dev.hosttrust.controller.tls.ChainJudge.Verdict;
import dev.hosttrust.controller.tls.Served.Chain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Shakes hands with TLS servers, to see which chains they serve. Nothing is sent to them. */
public final class Handshakes {
  /** An IP address, which is never sent as the server's name (RFC 6066, 3). */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

  private Handshakes() {}

  /**
   * Looks at all servers at once: for each, what each of its addresses serves; never empty.
   *
   * @param limit for all that one address may take, from the connection to the end of the handshake
   */
  public static List<List<Served>> look(List<TlsServer> servers, Duration limit)
      throws InterruptedException {
    return atOnce(servers, server -> look(server, limit));
  }

  private static List<Served> look(TlsServer server, Duration limit) throws InterruptedException {
    try {
      List<InetAddress> addresses =
          Arrays.stream(InetAddress.getAllByName(server.at().host())).distinct().toList();
      return atOnce(addresses, address -> look(server, address, limit));
    } catch (UnknownHostException e) {
      return List.of(
          new Served(
              server.at().host() + ":" + server.at().port(),
              Chain.UNREACHABLE,
              "the name cannot be resolved"));
    }
  }

  private static Served look(TlsServer server, InetAddress address, Duration limit) {
    InetSocketAddress place = new InetSocketAddress(address, server.at().port());
    String shown =
        (address.getHostAddress().contains(":") ? "[%s]:%d" : "%s:%d")
            .formatted(address.getHostAddress(), place.getPort());
    try {
      ChainJudge judge = new ChainJudge(server);
      Optional<String> failure = shakeHands(server, place, judge, limit);
      // A server that asks for a certificate of the client ends the handshake after it was judged.
      Verdict verdict =
          judge
              .verdict()
              .orElseGet(
                  () ->
                      new Verdict(
                          Chain.UNREACHABLE, failure.orElse("the server sent no certificate")));
      return new Served(shown, verdict.chain(), verdict.detail());
    } catch (GeneralSecurityException | IOException e) {
      return new Served(
          shown, Chain.UNREACHABLE, "this Java cannot check chains of these CAs: " + e);
    }
  }

  /** Why it did not come to its end; empty if it did. */
  private static Optional<String> shakeHands(
      TlsServer server, InetSocketAddress place, ChainJudge judge, Duration limit)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {judge}, null);
    // A timeout of the socket would begin anew with each byte that comes.
    Socket plain = new Socket(Proxy.NO_PROXY);
    Watchdog dog = Watchdog.start(limit, () -> false, () -> close(plain));
    try (dog;
        plain) {
      plain.connect(place);
      try (SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, server.host(), server.port(), true)) {
        socket.setSSLParameters(parameters(server, socket.getSSLParameters()));
        socket.startHandshake();
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          dog.hasBitten()
              ? "no handshake within %d s".formatted(limit.toSeconds())
              : String.valueOf(e.getMessage()));
    }
  }

  /** Ends whatever waits for the socket. */
  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed by who opened it.
    }
  }

  private static SSLParameters parameters(TlsServer server, SSLParameters parameters) {
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!ADDRESS.matcher(server.host()).matches()) {
      try {
        parameters.setServerNames(List.of(new SNIHostName(server.host())));
      } catch (IllegalArgumentException e) {
        // A name that DNS does not have, such as one with '_': then clients send none either.
      }
    }
    return parameters;
  }

  /** A look that may be interrupted. */
  private interface Look<T, R> {
    R at(T thing) throws InterruptedException;
  }

  /** The results of all, in their order. */
  private static <T, R> List<R> atOnce(List<T> things, Look<T, R> look)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<R>> tasks = new ArrayList<>();
      things.forEach(thing -> tasks.add(() -> look.at(thing)));
      List<R> results = new ArrayList<>();
      for (Future<R> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
