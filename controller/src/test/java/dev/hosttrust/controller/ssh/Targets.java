// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.controller.ssh.hostkey.HostKeyPolicy;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.Patience;
import dev.hosttrust.testhosts.SshKey;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.testhosts.TestUser;
import dev.hosttrust.words.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Builds a target that is a test host; without further words, one that lets us in. */
public final class Targets {
  private final TestHost host;
  private final TestUser user;
  private String address;
  private Path knownHosts;
  private Target.Keys keys;
  private Optional<Secret> password = Optional.empty();
  private HostKeyMode mode = HostKeyMode.STRICT;
  private Optional<String> alias = Optional.empty();
  private List<Target> jumps = List.of();
  private Target.Timing timing =
      new Target.Timing(
          Patience.LIMIT, Target.Timing.DEFAULT.keepAlive(), Target.Timing.DEFAULT.missed());

  private Targets(TestHost host, TestUser user, Path knownHosts) {
    this.host = host;
    this.user = user;
    this.address = host.address();
    this.knownHosts = knownHosts;
    this.keys = files(TestKeys.shared().plain(KeyType.ED25519));
  }

  /** Knows the host's keys and has a key that it accepts. */
  public static Targets of(TestHost host, TestUser user, Path directory) {
    return new Targets(host, user, write(directory, host.knownHosts()));
  }

  /** A host of which no key is known and at which no key is offered. */
  public static Target withoutKeys(
      String host,
      int port,
      HostKeyMode mode,
      Optional<Secret> password,
      Target.Timing timing,
      Target... jumps) {
    return new Target(
        "node1",
        host,
        port,
        "ops",
        new Target.Keys(List.of(), false, true, Optional.empty()),
        password,
        new HostKeyPolicy(mode, List.of(), List.of(), Optional.empty(), false),
        List.of(jumps),
        timing);
  }

  public static Path write(Path directory, List<String> lines) {
    try {
      return Files.write(Files.createTempFile(directory, "known", "hosts"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Target.Keys files(SshKey... keys) {
    List<Path> files = List.of(keys).stream().map(SshKey::path).toList();
    return new Target.Keys(files, true, true, Optional.empty());
  }

  public Targets keys(SshKey... these) {
    keys = files(these);
    return this;
  }

  public Targets keys(Target.Keys these) {
    keys = these;
    return this;
  }

  public Targets password(String text) {
    password = Optional.of(Secret.of(text));
    return this;
  }

  public Targets knownHosts(Path file) {
    knownHosts = file;
    return this;
  }

  public Targets mode(HostKeyMode other) {
    mode = other;
    return this;
  }

  /** The name or address to connect to. */
  public Targets at(String name) {
    address = name;
    return this;
  }

  public Targets alias(String name) {
    alias = Optional.of(name);
    return this;
  }

  public Targets jumps(Target... hosts) {
    jumps = List.of(hosts);
    return this;
  }

  public Targets timing(Target.Timing other) {
    timing = other;
    return this;
  }

  public Target target() {
    return new Target(
        "node1",
        address,
        host.port(),
        user.login(),
        keys,
        password,
        new HostKeyPolicy(mode, List.of(knownHosts), List.of(), alias, false),
        jumps,
        timing);
  }
}
