// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code --check --diff} of the tasks and of the module, beside each other on the same hosts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiffIT {
  private static final String FILE = "/usr/share/ca-certificates/local/harbor.crt";
  private static final String REGISTRY = "/etc/docker/certs.d/harbor.example.com";

  /** What is on a host beforehand; {@code /tmp/old.crt} is another CA's. */
  private static final Map<String, String> STATES =
      Map.of(
          "fresh",
          "true",
          "other-certificate",
          """
          mkdir -p /usr/share/ca-certificates/local %2$s
          cp /tmp/old.crt %1$s && cp /tmp/old.crt %2$s/ca.crt
          echo local/harbor.crt >>/etc/ca-certificates.conf
          update-ca-certificates
          """
              .formatted(FILE, REGISTRY),
          "modes-and-owners",
          """
          mkdir -p /usr/share/ca-certificates/local %2$s
          cp /tmp/ca.crt %1$s && cp /tmp/old.crt %2$s/ca.crt
          chmod 600 %1$s %2$s/ca.crt && chmod 700 %2$s && chown -R 1000:100 %2$s
          echo '!local/harbor.crt' >>/etc/ca-certificates.conf
          """
              .formatted(FILE, REGISTRY));

  private final TestCa ca = TestCa.named("Harbor CA");
  private final Map<String, TestHost> hosts = new LinkedHashMap<>();
  private PlaybookRun tasks;
  private PlaybookRun module;

  @BeforeAll
  void runBoth(@TempDir Path directory) throws IOException, InterruptedException {
    ControlNode control =
        new ControlNode(directory)
            .with("ANSIBLE_PIPELINING", "1")
            .file("ca.crt", ca.pem())
            .file("host-trust.yml", ReferenceRoleTest.play());
    String old = TestCa.named("Last year's Harbor CA").pem();
    STATES.forEach(
        (name, script) -> {
          TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start();
          hosts.put(name, host);
          host.writeFile("/tmp/ca.crt", ca.pem());
          host.writeFile("/tmp/old.crt", old);
          host.run(script);
          control.host(name, host, TestUser.ROOT);
        });
    tasks =
        control.playbook(
            "host-trust.yml",
            "--check",
            "--diff",
            "-e",
            "{anchor_name: harbor, ca_file: %s, registries: [harbor.example.com]}"
                .formatted(control.path("ca.crt")));
    module =
        control.play(
            """
            - hosts: all
              gather_facts: false
              tasks:
                - hosttrust.trust.anchor:
                    name: harbor
                    ca: ca.crt
                    registries: [harbor.example.com]
            """,
            "--check",
            "--diff");
  }

  @AfterAll
  void stop() {
    hosts.values().forEach(TestHost::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fresh", "other-certificate", "modes-and-owners"})
  void everyPathAndLineOfTheTasksIsInOurs(String state) {
    Map<String, Set<String>> ofTasks = new LinkedHashMap<>();
    tasks.results().stream()
        .filter(result -> result.host().equals(state))
        .forEach(result -> changes(result.json()).forEach(change -> change.addTo(ofTasks)));
    Map<String, Set<String>> ours = new LinkedHashMap<>();
    changes(module.result(state).json()).forEach(change -> change.addTo(ours));

    assertThat(ofTasks).as(tasks.out()).hasSizeGreaterThan(1);
    assertThat(ours).as(module.out()).containsKeys(ofTasks.keySet().toArray(String[]::new));
    ofTasks.forEach((path, lines) -> assertThat(ours.get(path)).as(path).containsAll(lines));
  }

  @Test
  void oursShowsModesAndOwnersAndWhyTheStoreIsUpdatedAsWell() {
    assertThat(module.out().lines())
        .contains(
            "+++ after: " + FILE + " (mode 0644, owner 0:0)",
            "--- before: " + REGISTRY + "/ca.crt (mode 0600, owner 1000:100)",
            "+++ after: " + REGISTRY + "/ca.crt (mode 0644, owner 0:0)",
            "-    \"mode\": \"0700\",",
            "-    \"owner\": 1000,",
            "+    \"mode\": \"0755\",",
            "+    \"owner\": 0,",
            "run update-ca-certificates --fresh")
        .anyMatch(line -> line.startsWith("  harbor.crt held CN="));
    assertThat(module.result("fresh").json().get("diff"))
        .hasSameSizeAs(module.result("fresh").json().get("steps"));
  }

  /** The lines that the terminal shows as added and removed. */
  @ParameterizedTest
  @ValueSource(strings = {"+", "-"})
  void theTerminalShowsTheSameLines(String sign) {
    assertThat(shown(module, sign)).containsAll(shown(tasks, sign));
  }

  private static Set<String> shown(PlaybookRun run, String sign) {
    return run.out()
        .lines()
        .filter(line -> line.startsWith(sign) && !line.startsWith(sign.repeat(3) + " "))
        // Of a dictionary, the last line has no comma, and which is the last may differ.
        .map(line -> line.startsWith(sign + "    \"") ? line.replaceFirst(",$", "") : line)
        .collect(Collectors.toSet());
  }

  /** Lines of one path that are there on one side only. */
  private record Change(String path, Set<String> lines) {
    void addTo(Map<String, Set<String>> changes) {
      if (!lines.isEmpty()) {
        changes.computeIfAbsent(path, key -> new LinkedHashSet<>()).addAll(lines);
      }
    }
  }

  private static Stream<Change> changes(JsonNode result) {
    List<JsonNode> items =
        result.has("results") ? result.get("results").valueStream().toList() : List.of(result);
    return items.stream()
        .flatMap(
            item ->
                entries(item.path("diff"))
                    .filter(entry -> entry.has("before"))
                    .map(entry -> change(item, entry)));
  }

  private static Stream<JsonNode> entries(JsonNode diff) {
    return diff.isArray() ? diff.valueStream() : Stream.of(diff);
  }

  private static Change change(JsonNode item, JsonNode entry) {
    List<String> before = lines(entry.get("before"));
    List<String> after = lines(entry.get("after"));
    Set<String> lines = new LinkedHashSet<>();
    before.stream().filter(line -> !after.contains(line)).forEach(line -> lines.add("-" + line));
    after.stream().filter(line -> !before.contains(line)).forEach(line -> lines.add("+" + line));
    return new Change(path(item, entry), lines);
  }

  private static String path(JsonNode item, JsonNode entry) {
    if (entry.get("after").isObject()) {
      return entry.get("after").get("path").asString();
    }
    String header = entry.path("before_header").asString("");
    if (header.startsWith("/")) {
      return header.replaceFirst(" \\(.*", "");
    }
    // Of a new file, the module copy says in check mode only where it comes from.
    return item.has("item")
        ? "/etc/docker/certs.d/" + item.get("item").asString() + "/ca.crt"
        : FILE;
  }

  private static List<String> lines(JsonNode side) {
    if (!side.isObject()) {
      return side.asString().lines().toList();
    }
    List<String> lines = new ArrayList<>();
    side.forEachEntry((name, value) -> lines.add(name + "=" + value.asString()));
    return lines;
  }
}
