// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A Kubernetes cluster as far as the play {@code hosttrust.trust.kubernetes} sees one: hosts with a
 * stand-in for {@code systemctl}, and one for {@code kubectl} on the control node.
 */
final class StandInCluster {
  private final Path directory;
  private final ControlNode control;
  private final List<String> names = new ArrayList<>();

  /**
   * @param directory an empty one
   */
  StandInCluster(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory.resolve("cluster"));
    this.control = new ControlNode(directory).with("CLUSTER", this.directory.toString());
    control.file("bin/kubectl", resource("kubectl"));
    Files.setPosixFilePermissions(
        control.path("bin/kubectl"), PosixFilePermissions.fromString("rwxr-xr-x"));
    control
        .with("PATH", control.path("bin") + ":" + System.getenv("PATH"))
        .with("PWD", directory.toString());
  }

  /** The text of a stand-in. */
  static String resource(String name) throws IOException {
    try (InputStream in = StandInCluster.class.getResourceAsStream("kubernetes/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  ControlNode control() {
    return control;
  }

  /** Adds a node that is ready. */
  StandInCluster node(String name, TestHost host, String... units) throws IOException {
    giveUnits(host, units);
    set(name, "ready", "True");
    control.host(name, host, TestUser.ROOT);
    names.add(name);
    return this;
  }

  /** Makes units of a host that have run for a day. */
  static void giveUnits(TestHost host, String... units) throws IOException {
    host.writeFile("/usr/local/bin/systemctl", resource("systemctl"), 0755);
    host.run("mkdir /units && : >/restarted");
    for (String unit : units) {
      host.run(
          "mkdir /units/%1$s; echo active >/units/%1$s/state; date -d yesterday +%%s >/units/%1$s/start"
              .formatted(unit));
    }
  }

  /** Adds a node whose host nobody can reach. */
  StandInCluster unreachableNode(String name) throws IOException {
    set(name, "ready", "True");
    control.unreachable(name);
    names.add(name);
    return this;
  }

  /** Sets what the cluster knows of a node. */
  void set(String node, String key, String value) throws IOException {
    Files.writeString(Files.createDirectories(directory.resolve(node)).resolve(key), value + "\n");
  }

  /** Gives a node another name in the cluster than in the inventory. */
  void rename(String node, String name) throws IOException {
    Files.move(directory.resolve(node), directory.resolve(name));
  }

  boolean has(String node, String key) {
    return Files.exists(directory.resolve(node).resolve(key));
  }

  /** What {@code kubectl} was asked for since the last call of this method. */
  List<String> calls() throws IOException {
    Path calls = directory.resolve("calls");
    List<String> lines = Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    Files.deleteIfExists(calls);
    return lines;
  }

  /** Runs the play with these arguments on all nodes, in the order in which they were added. */
  PlaybookRun play(String... arguments) throws IOException, InterruptedException {
    Files.write(control.path("nodes.ini"), inventoryGroup());
    List<String> command =
        new ArrayList<>(
            List.of(
                "ansible-playbook",
                "-i",
                "hosts.ini",
                "-i",
                "nodes.ini",
                "hosttrust.trust.kubernetes"));
    command.addAll(List.of(arguments));
    return control.run(command);
  }

  private List<String> inventoryGroup() {
    List<String> lines = new ArrayList<>(List.of("[k8s_cluster]"));
    lines.addAll(names);
    return lines;
  }
}
