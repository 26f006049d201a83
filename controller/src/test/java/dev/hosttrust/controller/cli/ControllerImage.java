// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.testhosts.LocalProcess;
import java.nio.file.Path;

/** The image of {@code deploy/Containerfile}, made of what Maven built before. */
final class ControllerImage {
  private static final String NAME = "hosttrust-test-controller";

  private ControllerImage() {}

  /**
   * Builds it in the place of an earlier one, and answers its name. What is installed in it is in
   * the engine's cache after the first time.
   *
   * @param packages a directory for the packages
   */
  static String build(Path packages) {
    LocalProcess.run("../dist/package", packages.toString());
    String before = id();
    LocalProcess.run(
        "docker",
        "build",
        "--quiet",
        "--build-arg=BASE=debian:trixie-slim",
        "--tag=" + NAME,
        "--file=../deploy/Containerfile",
        packages.toString());
    if (!before.isEmpty() && !before.equals(id())) {
      LocalProcess.run("docker", "rmi", before);
    }
    return NAME;
  }

  private static String id() {
    return LocalProcess.run("docker", "images", "--quiet", NAME).strip();
  }
}
