// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.Patience;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory with an inventory, a known_hosts file and a CA, as an operator has it. */
final class FleetDirectory {
  static final String REGISTRY = "harbor.example.com:8443";

  private final Path directory;
  private final List<String> lines = new ArrayList<>();
  private final List<String> knownHosts = new ArrayList<>();

  FleetDirectory(Path directory, TestCa ca) {
    this.directory = directory;
    ca.writeTo(directory.resolve("ca.crt"));
  }

  /** Adds a host whose key is known, under a name, with further variables. */
  FleetDirectory host(String name, TestHost host, TestUser user, String... variables) {
    knownHosts.addAll(host.knownHosts());
    return stranger(name, host, user, variables);
  }

  /** Adds a host whose key is not known. */
  FleetDirectory stranger(String name, TestHost host, TestUser user, String... variables) {
    lines.add(
        "%s ansible_port=%d ansible_user=%s %s"
            .formatted(name, host.port(), user.login(), String.join(" ", variables)));
    return this;
  }

  FleetDirectory knownHost(String line) {
    knownHosts.add(line);
    return this;
  }

  /**
   * Runs a command line in this directory; {@code -i hosts.ini --ca ca.crt --name harbor} is given.
   */
  CommandLineRun run(String... args) throws IOException {
    write();
    return CommandLineRun.in(directory).run(withTrust(args));
  }

  static String[] withTrust(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(
        List.of("-i", "hosts.ini", "--ca", "ca.crt", "--name", "harbor", "--registry", REGISTRY));
    all.addAll(List.of("-F", "none"));
    return all.toArray(String[]::new);
  }

  Path write() throws IOException {
    List<String> inventory = new ArrayList<>(lines);
    inventory.add("[all:vars]");
    inventory.add("ansible_host=127.0.0.1");
    inventory.add(
        "ansible_ssh_private_key_file=" + TestKeys.shared().plain(KeyType.ED25519).path());
    inventory.add(
        "ansible_ssh_common_args=-o IdentityAgent=none -o ConnectTimeout=%d -o UserKnownHostsFile="
                .formatted(Patience.LIMIT.toSeconds())
            + directory.resolve("known_hosts"));
    Files.write(directory.resolve("hosts.ini"), inventory);
    Files.write(directory.resolve("known_hosts"), knownHosts);
    return directory;
  }
}
