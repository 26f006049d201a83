// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The part of a Kubernetes API that lists nodes, on a port of 127.0.0.1, over TLS and for one
 * bearer token; all the nodes are on the first page. What asks it is the real kubectl.
 */
public final class TestCluster implements AutoCloseable {

  /** What the API's certificate is for: it resolves to 127.0.0.1 everywhere. */
  public static final String HOST = "localhost";

  private final HttpsServer server;
  private final TestCa ca;
  private final String token;
  private final byte[] nodes;

  private TestCluster(HttpsServer server, TestCa ca, List<String> nodes) {
    this.server = server;
    this.ca = ca;
    this.token = "correct-horse";
    this.nodes =
        "{\"apiVersion\": \"v1\", \"kind\": \"NodeList\", \"metadata\": {}, \"items\": [%s]}"
            .formatted(String.join(",", nodes))
            .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Starts it.
   *
   * @param nodes objects of kind {@code Node} as JSON, such as {@link #node} makes
   */
  public static TestCluster start(List<String> nodes) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpsServer server = HttpsServer.create(address, 0);
      TestCa ca = TestCa.named("Cluster CA");
      server.setHttpsConfigurator(new HttpsConfigurator(ca.server(HOST).tls()));
      TestCluster cluster = new TestCluster(server, ca, nodes);
      server.createContext("/api/v1/nodes", cluster::answer);
      server.start();
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A node as JSON, with a second address that nobody has.
   *
   * @param address the first of its {@code InternalIP}s
   * @param ready whether the kubelet reports
   * @param spec members of {@code spec}, such as {@code "unschedulable": true}
   * @param osImage of {@code nodeInfo}
   */
  public static String node(
      String name, String address, boolean ready, String spec, String osImage) {
    return """
    {"metadata": {"name": "%s"}, "spec": {%s},
     "status": {
       "addresses": [{"type": "InternalIP", "address": "%s"},
         {"type": "InternalIP", "address": "2001:db8::1"}, {"type": "Hostname", "address": "%s"}],
       "conditions": [{"type": "Ready", "status": "%s"}],
       "nodeInfo": {"operatingSystem": "linux", "osImage": "%s"}}}
    """
        .formatted(name, spec, address, name, ready ? "True" : "Unknown", osImage);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    boolean known = ("Bearer " + token).equals(given);
    byte[] body = known ? nodes : "Unauthorized".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", known ? "application/json" : "text/plain");
    exchange.sendResponseHeaders(known ? 200 : 401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** The port of the API. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The token of those who may ask. */
  public String token() {
    return token;
  }

  /** The certificate of the CA that signed the API's, in PEM. */
  public String caPem() {
    return ca.pem();
  }

  /**
   * Writes a kubeconfig, with the CA's certificate beside it, whose one context is {@code prod}.
   */
  public Path writeKubeconfig(Path file) {
    ca.writeTo(file.resolveSibling("cluster-ca.crt"));
    String text =
        """
        apiVersion: v1
        kind: Config
        clusters:
          - {name: c, cluster: {server: "https://%s:%d", certificate-authority: cluster-ca.crt}}
        users: [{name: u, user: {token: %s}}]
        contexts: [{name: prod, context: {cluster: c, user: u}}]
        current-context: prod
        """
            .formatted(HOST, port(), token);
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
