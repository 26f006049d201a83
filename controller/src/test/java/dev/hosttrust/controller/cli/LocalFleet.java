// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hosts that are trees on this machine, without SSH: quickly made, and really changed. With a CA
 * and an inventory, {@code hosts.ini}, in the directory.
 */
final class LocalFleet {
  private static final String CONFIGURATION = "etc/ca-certificates.conf";

  private final Path directory;

  LocalFleet(Path directory, String... hosts) throws IOException {
    this.directory = directory;
    TestCa.named("Harbor CA").writeTo(directory.resolve("ca.crt"));
    List<String> inventory = new ArrayList<>();
    for (String host : hosts) {
      for (String path : new String[] {"etc/ssl/certs", "usr/share/ca-certificates"}) {
        Files.createDirectories(root(host).resolve(path));
      }
      Files.writeString(root(host).resolve(CONFIGURATION), "");
      inventory.add("%s hosttrust_root=%s".formatted(host, root(host)));
    }
    inventory.add("[all:vars]");
    inventory.add("ansible_connection=local");
    Files.write(inventory(), inventory);
  }

  Path directory() {
    return directory;
  }

  Path inventory() {
    return directory.resolve("hosts.ini");
  }

  /** Where the host's tree starts. */
  Path root(String host) {
    return directory.resolve("roots").resolve(host);
  }

  /** Takes away what the host's store needs. */
  void breakHost(String host) throws IOException {
    Files.move(root(host).resolve(CONFIGURATION), root(host).resolve("conf"));
  }

  void repair(String host) throws IOException {
    Files.move(root(host).resolve("conf"), root(host).resolve(CONFIGURATION));
  }

  /** Puts a file where the store docker has a directory. */
  void breakDocker(String... hosts) throws IOException {
    for (String host : hosts) {
      Files.createDirectories(root(host).resolve("etc"));
      Files.writeString(root(host).resolve("etc/docker"), "no directory");
    }
  }

  void repairDocker(String... hosts) throws IOException {
    for (String host : hosts) {
      Files.delete(root(host).resolve("etc/docker"));
    }
  }

  Path journal(String id) {
    return directory.resolve(".state/hosttrust/rollouts").resolve(id + ".jsonl");
  }

  /** Runs the words as they are. */
  CommandLineRun run(String... words) {
    return CommandLineRun.in(directory).run(words);
  }

  /** Runs a command with the inventory, and the CA as the anchor harbor. */
  CommandLineRun withTrust(String command, String... more) {
    return run(wordsWithTrust(command, more));
  }

  static String[] wordsWithTrust(String command, String... more) {
    return Stream.concat(
            Stream.of(command, "-i", "hosts.ini", "--ca", "ca.crt", "--name", "harbor"),
            Stream.of(more))
        .toArray(String[]::new);
  }
}
