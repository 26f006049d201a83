// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.demo;

import dev.hosttrust.agent.store.DebianStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/**
 * Three hosts in this process, with an inventory and a CA in a directory that is removed in the
 * end. Each host is in a state that a fleet knows: new, with last year's CA, and cut off halfway.
 */
public final class DemoFleet implements AutoCloseable {
  /** The anchor's name, and the registry's. */
  public static final String REGISTRY = "harbor.example.com";

  private static final String ANCHOR = DebianStore.LOCAL_DIRECTORY + "/" + REGISTRY + ".crt";

  /** The host whose tree is as a fresh installation has it. */
  static final String NEW_HOST = "node1";

  private final Path directory;
  private final KeyPair login;
  private final List<EmbeddedHost> hosts = new ArrayList<>();

  private DemoFleet(Path directory, KeyPair login) {
    this.directory = directory;
    this.login = login;
  }

  /** Whether this machine has what the hosts are made of. */
  public static boolean possible() {
    return ScratchTree.possible();
  }

  /** Starts the hosts and writes {@code inventory.ini} and {@code ca.crt}. */
  public static DemoFleet start() throws IOException, GeneralSecurityException {
    Path directory =
        Files.createTempDirectory(
            "hosttrust-demo-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    DemoFleet fleet = new DemoFleet(directory, sshKey());
    try {
      fleet.fill();
      return fleet;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      fleet.close();
      throw e;
    }
  }

  /** Where the files are; the current directory of the commands that the demo shows. */
  public Path directory() {
    return directory;
  }

  private void fill() throws IOException, GeneralSecurityException {
    String ca = ThrowAwayCa.certificate("Example Harbor CA");
    Files.writeString(directory.resolve("ca.crt"), ca);
    try (OutputStream key = Files.newOutputStream(directory.resolve("login.key"))) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(login, "demo", null, key);
    }
    for (String name : List.of(NEW_HOST, "node2", "node3")) {
      hosts.add(EmbeddedHost.start(name, sshKey(), login.getPublic()));
    }
    tree(NEW_HOST);
    lastYear(tree("node2"));
    cutOff(tree("node3"), ca);
    writeInventory(
        hosts.stream().map(host -> inventoryLine(host.name(), host.port(), host.name())),
        hosts.stream().map(host -> EmbeddedHost.knownHost(host.port(), host.hostKey())));
  }

  /** Of the type that most have, so that the AOT cache is trained on it. */
  static KeyPair sshKey() throws GeneralSecurityException {
    return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
  }

  private ScratchTree tree(String name) throws IOException {
    return ScratchTree.create(directory.resolve(name));
  }

  /** Another CA under the same name, rolled out properly at the time. */
  private static void lastYear(ScratchTree tree) throws IOException, GeneralSecurityException {
    tree.write(ANCHOR, ThrowAwayCa.certificate("Example Harbor CA of last year"));
    select(tree);
    tree.update();
  }

  /** The right files, but the run ended before update-ca-certificates. */
  private static void cutOff(ScratchTree tree, String ca) throws IOException {
    tree.write(ANCHOR, ca);
    select(tree);
  }

  private static void select(ScratchTree tree) throws IOException {
    tree.write(
        DebianStore.CONFIGURATION,
        tree.read(DebianStore.CONFIGURATION) + DebianStore.LOCAL + "/" + REGISTRY + ".crt\n");
  }

  /** Whoever has this key may log in to the hosts. */
  PublicKey login() {
    return login.getPublic();
  }

  /**
   * A host in the inventory.
   *
   * @param tree the name of the host whose tree it has
   */
  String inventoryLine(String host, int port, String tree) {
    return "%s ansible_port=%d hosttrust_root=%s".formatted(host, port, directory.resolve(tree));
  }

  /** Writes {@code inventory.ini} with these hosts, and {@code known_hosts}. */
  void writeInventory(Stream<String> nodes, Stream<String> knownHosts) throws IOException {
    Stream<String> variables =
        Stream.of(
            "",
            "[nodes:vars]",
            "ansible_host=127.0.0.1",
            "ansible_user=demo",
            "ansible_ssh_private_key_file=" + directory.resolve("login.key"),
            "ansible_ssh_common_args=-o IdentitiesOnly=yes -o UserKnownHostsFile="
                + directory.resolve("known_hosts"));
    writeLines(
        "inventory.ini", Stream.of(Stream.of("[nodes]"), nodes, variables).flatMap(lines -> lines));
    writeLines("known_hosts", knownHosts);
  }

  private void writeLines(String file, Stream<String> lines) throws IOException {
    Files.write(directory.resolve(file), lines.toList());
  }

  /** Stops the hosts and removes their files. */
  @Override
  public void close() throws IOException {
    for (EmbeddedHost host : hosts) {
      host.close();
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
