// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the program keeps what outlives a run: {@code $XDG_STATE_HOME/hosttrust}, or {@code
 * ~/.local/state/hosttrust} (XDG Base Directory Specification, which has relative paths passed
 * over).
 *
 * @param path of the directory, which need not be there
 */
public record StateDirectory(Path path) {
  private static final String MINE_ALONE = "rwx------";

  static StateDirectory of(Environment environment) {
    Path base = Path.of(environment.variables().getOrDefault("XDG_STATE_HOME", ""));
    Path state = base.isAbsolute() ? base : environment.localUser().home().resolve(".local/state");
    return new StateDirectory(state.resolve("hosttrust"));
  }

  /**
   * A directory in it that only its owner may look into; made where it is missing.
   *
   * @throws IOException if it cannot be made, or belongs to somebody else
   */
  public Path directory(String name) throws IOException {
    Path directory = path.resolve(name);
    var permissions = PosixFilePermissions.fromString(MINE_ALONE);
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(permissions));
    Files.setPosixFilePermissions(directory, permissions); // fails where it is not ours
    return directory;
  }
}
