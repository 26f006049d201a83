// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.testhosts.LocalProcess;
import dev.hosttrust.testhosts.Packages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The image that is published, made of the tests' packages. */
final class ControllerImage {
  private ControllerImage() {}

  /**
   * Loads it in the place of an earlier one, and answers its name. It is made when it is first
   * needed, and stays beside the packages.
   */
  static String load() throws IOException {
    Path packages = Packages.directory();
    if (archive(packages).isEmpty()) {
      LocalProcess.run("../dist/image", packages.toString());
    }
    String file = archive(packages).orElseThrow().toString();
    String before = id("hosttrust");
    // Before its last line it may say that the name was another image's.
    String said = LocalProcess.run("docker", "load", "--quiet", "--input", file);
    String name = said.lines().toList().getLast().replace("Loaded image: ", "");
    if (!before.isEmpty() && !before.equals(id(name))) {
      LocalProcess.run("docker", "rmi", before);
    }
    return name;
  }

  private static Optional<Path> archive(Path packages) throws IOException {
    try (Stream<Path> files = Files.list(packages)) {
      return files.filter(file -> file.toString().endsWith(".oci.tar")).findAny();
    }
  }

  private static String id(String name) {
    return LocalProcess.run("docker", "images", "--quiet", name).strip();
  }
}
