// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The part of a Kubernetes API that lists nodes, over TLS, page by page, for one token. */
final class NodesServer implements AutoCloseable {

  /** How it answers. */
  enum Mood {
    WELL,
    FORBIDDEN,
    FORGETFUL,
    SAME_PAGE,
    SILENT
  }

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String TOKEN = "correct-horse";

  private final HttpsServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Path directory;
  private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
  private volatile List<String> nodes = List.of();
  private volatile Mood mood = Mood.WELL;

  private NodesServer(HttpsServer server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  /**
   * @param directory for its certificate and the kubeconfig
   */
  static NodesServer start(Path directory) throws Exception {
    run(
        directory,
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=api"
            + " -addext subjectAltName=IP:127.0.0.1 -keyout api.key -out api.crt");
    run(
        directory,
        "openssl pkcs12 -export -inkey api.key -in api.crt -out api.p12 -passout pass:changeit");
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server = new NodesServer(HttpsServer.create(address, 0), directory);
    server.server.setHttpsConfigurator(new HttpsConfigurator(tls(directory.resolve("api.p12"))));
    server.server.createContext("/api/v1/nodes", server::answer);
    server.server.setExecutor(server.executor);
    server.server.start();
    server.writeKubeconfig("kubeconfig", TOKEN);
    server.writeKubeconfig("expired", "wrong");
    return server;
  }

  private static void run(Path directory, String command) throws Exception {
    Process process =
        new ProcessBuilder(command.split(" "))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = process.inputReader().readAllAsString();
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static SSLContext tls(Path file) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void writeKubeconfig(String name, String token) throws IOException {
    Files.writeString(
        directory.resolve(name),
        """
        apiVersion: v1
        kind: Config
        clusters:
          - {name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority: api.crt}}
        users: [{name: u, user: {token: %s}}]
        contexts:
          - {name: prod, context: {cluster: c, user: u}}
          - {name: untrusting, context: {cluster: untrusting, user: u}}
        current-context: prod
        """
            .formatted(server.getAddress().getPort(), token));
  }

  /** The environment of a user who may ask it. */
  Map<String, String> environment() {
    return Map.of(
        "PATH",
        System.getenv("PATH"),
        "HOME",
        directory.toString(),
        "KUBECONFIG",
        directory.resolve("kubeconfig").toString());
  }

  /**
   * @param objects nodes as JSON
   */
  void serve(List<String> objects) {
    nodes = List.copyOf(objects);
  }

  void answer(Mood next) {
    mood = next;
  }

  /** The paths that nodes were asked for with, and the parameters, which some kubectl sort. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private static String sorted(URI uri) {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath()
            + "?"
            + Arrays.stream(uri.getRawQuery().split("&")).sorted().collect(Collectors.joining("&"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(sorted(exchange.getRequestURI()));
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, status(401, "Unauthorized", "Unauthorized"));
    } else if (mood == Mood.FORBIDDEN) {
      String message =
          "nodes is forbidden: User \\\"jane\\\" cannot list resource \\\"nodes\\\" in API group"
              + " \\\"\\\" at the cluster scope";
      send(exchange, 403, status(403, "Forbidden", message));
    } else if (mood == Mood.FORGETFUL && query.containsKey("continue")) {
      String message = "The provided continue parameter is too old to display a consistent list";
      send(exchange, 410, status(410, "Expired", message));
    } else if (mood != Mood.SILENT) {
      send(exchange, 200, page(query));
    }
  }

  private static Map<String, String> query(String raw) {
    return raw == null
        ? Map.of()
        : Arrays.stream(raw.split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(
                Collectors.toMap(
                    pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private String page(Map<String, String> query) {
    List<String> all = nodes;
    String token = query.getOrDefault("continue", "after+/=0");
    int from = Integer.parseInt(token.substring("after+/=".length()));
    int to = Math.min(all.size(), from + Integer.parseInt(query.getOrDefault("limit", "100000")));
    int next = mood == Mood.SAME_PAGE ? 0 : to;
    String more = to < all.size() ? "\"continue\": \"after+/=" + next + "\"" : "";
    return "{\"kind\": \"NodeList\", \"apiVersion\": \"v1\", \"metadata\": {%s}, \"items\": [%s]}"
        .formatted(more, String.join(",", all.subList(from, to)));
  }

  private static String status(int code, String reason, String message) {
    return "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"code\": %d,"
            .formatted(code)
        + " \"reason\": \"%s\", \"message\": \"%s\"}".formatted(reason, message);
  }

  private static void send(HttpExchange exchange, int code, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** A node as JSON, ready, with addresses of two families. */
  static String node(String name, String ipv4, String ipv6, String labels) {
    return """
        {"metadata": {"name": "%s", "labels": {%s}},
         "status": {
           "addresses": [{"type": "Hostname", "address": "%s"},
             {"type": "InternalIP", "address": "%s"}, {"type": "InternalIP", "address": "%s"}],
           "conditions": [{"type": "Ready", "status": "True"}],
           "images": [{"names": ["registry.k8s.io/pause:3.9"], "sizeBytes": 321520}]}}
        """
        .formatted(name, labels, name, ipv4, ipv6);
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
