// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.demo;

import dev.hosttrust.agent.store.DebianStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The part of a Debian system that holds trust, in a directory of its own. */
final class ScratchTree {
  /** Enough to look real; all hundred and forty would cost each host a second an update. */
  private static final int CERTIFICATES = 12;

  private static final Path MOZILLA = Path.of(DebianStore.CERTIFICATES, "mozilla");

  private final Path root;

  private ScratchTree(Path root) {
    this.root = root;
  }

  /** Makes a tree as a fresh installation has it, with some of this system's certificates. */
  static ScratchTree create(Path root) throws IOException {
    ScratchTree tree = new ScratchTree(root);
    for (String directory :
        List.of(
            DebianStore.CERTIFICATES + "/mozilla",
            DebianStore.ADMINISTRATOR_CERTIFICATES,
            DebianStore.HASHED,
            "/etc/ca-certificates/update.d")) {
      Files.createDirectories(tree.path(directory));
    }
    List<String> selected = new ArrayList<>();
    for (Path certificate : systemCertificates()) {
      String entry = "mozilla/" + certificate.getFileName();
      Files.copy(certificate, tree.path(DebianStore.CERTIFICATES + "/" + entry));
      selected.add(entry);
    }
    tree.write(DebianStore.CONFIGURATION, String.join("\n", selected) + "\n");
    tree.update();
    return tree;
  }

  private static List<Path> systemCertificates() throws IOException {
    try (Stream<Path> files = Files.list(MOZILLA)) {
      return files.sorted().limit(CERTIFICATES).toList();
    }
  }

  /** Whether this machine has what a tree is made of. */
  static boolean possible() {
    return Files.isExecutable(Path.of("/usr/sbin/update-ca-certificates"))
        && Files.isDirectory(MOZILLA);
  }

  Path root() {
    return root;
  }

  void write(String path, String text) throws IOException {
    Files.createDirectories(path(path).getParent());
    Files.writeString(path(path), text);
  }

  String read(String path) throws IOException {
    return Files.readString(path(path));
  }

  private Path path(String path) {
    return root.resolve(path.substring(1));
  }

  /** Runs the real tool on this tree, as an ordinary user can. */
  void update() throws IOException {
    Process process =
        new ProcessBuilder(
                "/usr/sbin/update-ca-certificates",
                "--certsconf",
                path(DebianStore.CONFIGURATION).toString(),
                "--certsdir",
                path(DebianStore.CERTIFICATES).toString(),
                "--localcertsdir",
                path(DebianStore.ADMINISTRATOR_CERTIFICATES).toString(),
                "--etccertsdir",
                path(DebianStore.HASHED).toString(),
                "--hooksdir",
                path("/etc/ca-certificates/update.d").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("update-ca-certificates: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
