// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A user anna with a home directory and a system's directory of ssh, both of the test's own. */
abstract class ConfiguredUser {
  @TempDir Path directory;
  Path home;
  Path system;
  Map<String, String> environment = Map.of();

  @BeforeEach
  void makeHome() throws IOException {
    home = directory.resolve("home");
    system = directory.resolve("etc");
    Files.createDirectories(home.resolve(".ssh"));
    Files.createDirectories(system);
  }

  TargetResolver resolver(LoginFlags flags, SshUse use) {
    return new TargetResolver(
        new LocalUser("anna", home, directory, environment), flags, system, use);
  }
}
