// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.testhosts.ExecOutput;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.LocalProcess;
import dev.hosttrust.testhosts.Patience;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A directory from which an operator runs the real Ansible: an inventory, plays, and the files that
 * they need, with a home and a temporary directory of its own, and the collection as it was built.
 *
 * <p>For one thread.
 */
public final class ControlNode {
  private static final Path COLLECTIONS = Path.of("target", "collections").toAbsolutePath();

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> inventory = new ArrayList<>();
  private final List<String> knownHosts = new ArrayList<>();
  private int runs;

  /**
   * @param directory an empty one
   */
  public ControlNode(Path directory) {
    this.directory = directory;
    environment.put("HOME", directory("home").toString());
    environment.put("ANSIBLE_LOCAL_TEMP", directory("home/tmp").toString());
    file("home/ansible.cfg", "");
    environment.put("ANSIBLE_CONFIG", path("home/ansible.cfg").toString());
    environment.put("ANSIBLE_COLLECTIONS_PATH", COLLECTIONS.toString());
    environment.put("ANSIBLE_CALLBACK_PLUGINS", callbacks().toString());
    environment.put("ANSIBLE_CALLBACKS_ENABLED", "record_results");
    // For a connection to come about; a busy machine needs more than the usual ten seconds.
    environment.put("ANSIBLE_TIMEOUT", Long.toString(Patience.LIMIT.toSeconds()));
    environment.put("ANSIBLE_LOCALHOST_WARNING", "0");
    environment.put("ANSIBLE_DEPRECATION_WARNINGS", "0");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
  }

  private static Path callbacks() {
    URL plugins = Objects.requireNonNull(ControlNode.class.getResource("callbacks"));
    try {
      return Path.of(plugins.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a host to the inventory, its key to those known, with further variables. */
  ControlNode host(String name, TestHost host, TestUser user, String... variables) {
    knownHosts.addAll(host.knownHosts());
    return line(
        "%s ansible_port=%d ansible_user=%s %s"
            .formatted(name, host.port(), user.login(), String.join(" ", variables)));
  }

  /** Adds a host whose port nobody listens on. */
  ControlNode unreachable(String name) {
    return line(name + " ansible_port=1");
  }

  /** Adds a line to the inventory: a host of another connection, or a group. */
  ControlNode line(String line) {
    inventory.add(line);
    return this;
  }

  /** Sets a variable of the environment, for this and all further runs. */
  public ControlNode with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Where a file is, or would be. */
  public Path path(String name) {
    return directory.resolve(name);
  }

  /** Writes a file, and the directories that lead to it. */
  public ControlNode file(String name, String text) {
    try {
      Path file = path(name);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path directory(String name) {
    try {
      return Files.createDirectories(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a play, written to {@code site.yml}, with {@code ansible-playbook}. */
  PlaybookRun play(String yaml, String... args) throws IOException {
    file("site.yml", yaml);
    return playbook("site.yml", args);
  }

  /** Runs a play's file with {@code ansible-playbook}. */
  PlaybookRun playbook(String file, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("ansible-playbook", "-i", "hosts.ini", file));
    command.addAll(List.of(args));
    return run(command);
  }

  /** Runs any program in the directory, with this environment. */
  public PlaybookRun run(List<String> command) throws IOException {
    writeInventory();
    runs++;
    Path recorded = path("home/recorded." + runs);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
    builder.environment().putAll(environment);
    builder.environment().put("RECORDED_RESULTS", recorded.toString());
    ExecOutput output = LocalProcess.exec(builder);
    return PlaybookRun.read(output.exit(), output.stdout(), recorded);
  }

  private void writeInventory() throws IOException {
    List<String> lines = new ArrayList<>(inventory);
    lines.add("[all:vars]");
    lines.add("ansible_host=127.0.0.1");
    lines.add("ansible_python_interpreter=/usr/bin/python3");
    lines.add("ansible_ssh_private_key_file=" + TestKeys.shared().plain(KeyType.ED25519).path());
    lines.add(
        "ansible_ssh_common_args=-F none -o IdentityAgent=none -o UserKnownHostsFile="
            + path("home/.ssh/known_hosts"));
    Files.write(path("hosts.ini"), lines);
    Files.write(directory("home/.ssh").resolve("known_hosts"), knownHosts);
  }
}
