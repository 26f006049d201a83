// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.trust.file.UserPath;
import dev.hosttrust.testhosts.TestCa;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The real process and real sockets; the test plays the plugin. */
class BridgeTest {
  private static final int NEVER_IDLE = 86_400;
  private static final UserPath NO_PATHS = new UserPath("/nowhere", Map.of());

  @TempDir private Path directory;
  private final List<BridgeProcess> bridges = new ArrayList<>();
  private Process ansible;
  private ScratchTree tree;
  private Path ca;

  @BeforeEach
  void prepare() throws IOException {
    ansible = new ProcessBuilder("sleep", "86400").start();
    tree = ScratchTree.create(directory.resolve("tree"));
    ca = TestCa.named("Harbor CA").writeTo(directory.resolve("ca.crt"));
  }

  @AfterEach
  void end() {
    bridges.forEach(BridgeProcess::close);
    ansible.destroyForcibly().onExit().join();
  }

  private BridgeProcess start() throws IOException {
    BridgeProcess bridge = BridgeProcess.start(directory, ansible.pid(), NEVER_IDLE);
    bridges.add(bridge);
    return bridge;
  }

  private String request(boolean checkMode) {
    return PluginSide.JSON.writeValueAsString(
        Map.of(
            "name",
            "harbor",
            "ca",
            ca.toString(),
            "registries",
            List.of("harbor.example.com"),
            "root",
            tree.root().toString(),
            "check_mode",
            checkMode,
            "diff",
            true));
  }

  private static JsonNode converse(BridgeProcess bridge, String request)
      throws IOException, InterruptedException {
    try (PluginSide peer = bridge.connect()) {
      return peer.converse(request);
    }
  }

  @Test
  void predictsThenChangesThenFindsNothingToDo() throws Exception {
    BridgeProcess bridge = start();
    var before = tree.content();

    JsonNode predicted = converse(bridge, request(true));
    assertThat(tree.content()).isEqualTo(before);
    JsonNode changed = converse(bridge, request(false));
    JsonNode unchanged = converse(bridge, request(false));

    assertThat(predicted.get("changed").asBoolean()).isTrue();
    assertThat(predicted.has("evidence")).isFalse();
    assertThat(changed.get("changed").asBoolean()).isTrue();
    assertThat(changed.get("steps")).isEqualTo(predicted.get("steps"));
    assertThat(changed.get("diff")).isEqualTo(predicted.get("diff"));
    assertThat(unchanged.get("changed").asBoolean()).isFalse();
    assertThat(unchanged.get("steps")).isEmpty();
    assertThat(unchanged.get("evidence")).isEqualTo(changed.get("evidence")).isNotEmpty();
    assertThat(tree.content()).containsKey("usr/share/ca-certificates/local/harbor.crt");
  }

  @Test
  void talksToManyAtOnce() throws Exception {
    BridgeProcess bridge = start();
    List<PluginSide> peers = new ArrayList<>();
    List<JsonNode> commands = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      PluginSide peer = bridge.connect();
      peers.add(peer);
      commands.add(peer.begin(request(true)));
    }

    for (int i = peers.size() - 1; i >= 0; i--) {
      try (PluginSide peer = peers.get(i)) {
        assertThat(peer.finish(commands.get(i)).get("changed").asBoolean()).isTrue();
      }
    }
  }

  @Test
  void garbageEndsNoOtherConversation() throws Exception {
    BridgeProcess bridge = start();
    try (PluginSide other = bridge.connect()) {
      JsonNode command = other.begin(request(true));
      for (String garbage : List.of("garbage", "", "[1]", "{\"name\": ", "{\"name\": 1.5}", "\0")) {
        try (PluginSide peer = bridge.connect()) {
          peer.say(garbage);
          assertThat(peer.hear()).as(garbage).isNull();
        }
      }

      assertThat(other.finish(command).get("changed").asBoolean()).isTrue();
    }
  }

  @Test
  void aPathThatCannotBeIsAResult() throws Exception {
    JsonNode result =
        converse(start(), "{\"name\": \"harbor\", \"ca\": \"/x\\u0000\", \"root\": \"\"}");

    assertThat(result.get("failed").asBoolean()).isTrue();
    assertThat(result.get("msg").asString()).startsWith("internal error: ").contains("/x");
  }

  @Test
  void endsWhenItWasIdleAndAnotherTakesItsPlace() throws Exception {
    BridgeProcess first = BridgeProcess.launch(directory, ansible.pid(), 1);
    bridges.add(first);
    try (PluginSide peer = first.awaitConnection()) {
      JsonNode command = peer.begin(request(true));
      Thread.sleep(Duration.ofSeconds(2));
      try (PluginSide other = first.connect()) {
        other.begin(request(true)); // and hangs up
      }
      assertThat(peer.finish(command).get("changed").asBoolean()).isTrue();
    }

    assertThat(first.end()).isZero();
    assertThat(first.socket()).doesNotExist();
    assertThat(converse(start(), request(true)).get("changed").asBoolean()).isTrue();
  }

  @Test
  void anotherTakesThePlaceOfOneThatWasKilled() throws Exception {
    BridgeProcess killed = start();
    killed.close();
    assertThat(killed.socket()).exists();
    assertThatThrownBy(killed::connect).isInstanceOf(IOException.class);

    assertThat(converse(start(), request(true)).get("changed").asBoolean()).isTrue();
  }

  @Test
  void endsWithAnsibleInTheMiddleOfAConversation() throws Exception {
    BridgeProcess bridge = start();
    try (PluginSide peer = bridge.connect()) {
      peer.begin(request(true));

      ansible.destroyForcibly();

      bridge.end();
      assertThat(peer.hear()).isNull();
      assertThat(bridge.socket()).doesNotExist();
    }
  }

  @Test
  void endsWithAnAnsibleThatNobodyWaitsFor() throws Exception {
    Process parent =
        new ProcessBuilder("sh", "-c", "sleep 86400 & echo $!; exec sleep 86400").start();
    try (BufferedReader out = parent.inputReader()) {
      ProcessHandle zombie = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      BridgeProcess bridge = BridgeProcess.start(directory, zombie.pid(), NEVER_IDLE);
      bridges.add(bridge);

      zombie.destroyForcibly();

      bridge.end();
      assertThat(zombie.isAlive()).as("it is still in the list of processes").isTrue();
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  @Test
  void outlivesAnAnsibleThatIsStopped() throws Exception {
    BridgeProcess bridge = start();
    new ProcessBuilder("kill", "-STOP", Long.toString(ansible.pid())).start().waitFor();
    Thread.sleep(Duration.ofSeconds(1));

    assertThat(converse(bridge, request(true)).get("changed").asBoolean()).isTrue();
  }

  @Test
  void doesNotStartWithoutAnsible() throws Exception {
    ansible.destroyForcibly().waitFor();
    try (BridgeProcess bridge = BridgeProcess.launch(directory, ansible.pid(), NEVER_IDLE)) {
      assertThat(bridge.end()).isEqualTo(1);
      assertThat(bridge.log()).content().contains("process " + ansible.pid() + " has ended");
      assertThat(bridge.socket()).doesNotExist();
    }
  }

  /** A newcomer at the very end is either not heard at all, and asks another, or served. */
  @Test
  void whoWasHeardIsServedToTheEnd() throws Exception {
    AnsibleProcess alive = new AnsibleProcess(ansible.toHandle(), false);
    int served = 0;
    for (int i = 0; i < 60 || served == 0; i++) {
      Path socket = directory.resolve("socket" + i);
      try (Bridge bridge = Bridge.listen(socket, NO_PATHS, InstantSource.system());
          PluginSide peer = PluginSide.connect(socket)) {
        peer.say(request(true));
        Thread serving = serve(bridge, alive);
        JsonNode command = peer.hear();
        if (command != null) {
          Thread.sleep(1);
          assertThat(serving.isAlive()).isTrue();
          assertThat(peer.finish(command).get("changed").asBoolean()).isTrue();
          served++;
        }
        serving.join();
        assertThat(socket).doesNotExist();
      }
    }
  }

  private static Thread serve(Bridge bridge, AnsibleProcess ansible) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                bridge.serve(ansible, Duration.ZERO);
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
  }
}
