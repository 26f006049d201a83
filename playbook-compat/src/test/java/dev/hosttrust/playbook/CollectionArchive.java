// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.testhosts.LocalProcess;
import dev.hosttrust.testhosts.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The collection as users get it: an archive, installed by {@code ansible-galaxy}. */
final class CollectionArchive {
  private CollectionArchive() {}

  /**
   * Installs it for all users of a control node.
   *
   * @param directory an empty one, for the archive
   */
  static void install(TestHost node, Path directory) throws IOException {
    node.copyFile(build(directory), "/tmp/collection.tar.gz");
    node.run(
        "ansible-galaxy collection install --offline -p /usr/share/ansible/collections"
            + " /tmp/collection.tar.gz | grep 'was installed successfully'");
  }

  private static Path build(Path directory) throws IOException {
    LocalProcess.run("../dist/collection", directory.toString());
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
  }
}
