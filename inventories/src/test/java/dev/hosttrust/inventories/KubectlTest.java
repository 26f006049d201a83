// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.hosttrust.inventories.connection.ConnectionVariables;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kubernetes nodes as hosts: the real kubectl asks a server that answers with recorded nodes. */
class KubectlTest {

  private static final Path NODES = Path.of("src/test/resources/nodes.json");

  private static final Map<String, String> DISCOVERY =
      Map.of(
          "/api", "{\"kind\": \"APIVersions\", \"versions\": [\"v1\"]}",
          "/apis", "{\"kind\": \"APIGroupList\", \"apiVersion\": \"v1\", \"groups\": []}",
          "/api/v1",
              "{\"kind\": \"APIResourceList\", \"groupVersion\": \"v1\", \"resources\": [{\"name\":"
                  + " \"nodes\", \"singularName\": \"node\", \"namespaced\": false, \"kind\": \"Node\","
                  + " \"verbs\": [\"get\", \"list\"]}]}");

  @TempDir Path home;

  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String answer =
              path.equals("/api/v1/nodes") ? Files.readString(NODES) : DISCOVERY.get(path);
          byte[] body = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theExampleMakesHostsAndGroups() throws IOException, InterruptedException {
    Inventory inventory =
        read(run("../inventories/examples/kubectl/nodes --list").getBytes(StandardCharsets.UTF_8));

    assertThat(TestInventories.select(inventory, "control_plane"))
        .extracting(InventoryHost::name)
        .containsExactly("cp1");
    assertThat(TestInventories.select(inventory, "workers"))
        .extracting(host -> ConnectionVariables.of(host, false).address())
        .containsExactly("10.0.1.7", "edge1.example.com");
    assertThat(
            ConnectionVariables.of(TestInventories.select(inventory, "cp1").getFirst(), false)
                .address())
        .isEqualTo("10.0.0.11");
  }

  @Test
  void whatKubectlPrintsIsNoInventoryAndTheMessageHasTheCommand()
      throws IOException, InterruptedException {
    String nodes = run("kubectl get nodes -o json");

    assertThatThrownBy(() -> read(nodes.getBytes(StandardCharsets.UTF_8)))
        .hasMessage(
            "standard input: this is what kubectl prints (kind List), not an inventory; for the nodes"
                + " by their names, write -i \"$(kubectl get nodes -o jsonpath='{range"
                + " .items[*]}{.metadata.name},{end}')\", and see docs/kubernetes.md for groups and"
                + " addresses");
    assertThat(
            run(
                "printf %s \"$(kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name},{end}')\""))
        .isEqualTo("cp1,ip-10-0-1-7.eu-central-1.compute.internal,edge1.example.com,");
  }

  @Test
  void asAFileItIsNoneEither() throws IOException {
    Path file = home.resolve("nodes.json");
    Files.copy(NODES, file);
    Path yaml = Files.writeString(home.resolve("config"), "apiVersion: v1\nkind: Config\n");

    assertThatThrownBy(() -> TestInventories.read(List.of(file.toString()), home))
        .hasMessageStartingWith("nodes.json: this is what kubectl prints (kind NodeList), not an");
    assertThatThrownBy(() -> TestInventories.read(List.of(yaml.toString()), home))
        .hasMessageContaining("this is what kubectl prints (kind Config), not an inventory");
  }

  private Inventory read(byte[] text) {
    return TestInventories.readPiped(text, home);
  }

  private String run(String command) throws IOException, InterruptedException {
    var shell = new ProcessBuilder("sh", "-c", command);
    Path configuration =
        Files.writeString(
            home.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
            contexts: [{name: x, context: {cluster: c}}]
            current-context: x
            """
                .formatted(server.getAddress().getPort()));
    shell.environment().put("KUBECONFIG", configuration.toString());
    shell.environment().put("HOME", home.toString());
    shell.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = shell.start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      return text;
    }
  }
}
