// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where the program keeps what outlives a run: {@code $XDG_STATE_HOME/hosttrust}, or {@code
 * ~/.local/state/hosttrust} (XDG Base Directory Specification, which has relative paths passed
 * over).
 *
 * @param path of the directory, which need not be there
 * @param home the home directory that it is in, if it is; that is nobody's to make
 */
public record StateDirectory(Path path, Optional<Path> home) {
  private static final String MINE_ALONE = "rwx------";
  private static final String OWNER = "unix:uid";

  static StateDirectory of(Environment environment) {
    Path base = Path.of(environment.variables().getOrDefault("XDG_STATE_HOME", ""));
    Path home = environment.localUser().home();
    return base.isAbsolute()
        ? new StateDirectory(base.resolve("hosttrust"), Optional.empty())
        : new StateDirectory(home.resolve(".local/state/hosttrust"), Optional.of(home));
  }

  /**
   * A directory in it that only its owner may look into; made where it is missing. It is the user's
   * own: root, in whose environment sudo may have left the home of another, writes nothing where
   * that one can make links.
   *
   * @throws IOException if it cannot be made, is a link, or belongs to somebody else
   */
  public Path directory(String name) throws IOException {
    if (home.isPresent() && !Files.isDirectory(home.get())) {
      throw new FileSystemException(
          home.get().toString(),
          null,
          "the home directory is not there; set XDG_STATE_HOME to a directory of yours");
    }
    Path directory = path.resolve(name);
    var permissions = PosixFilePermissions.fromString(MINE_ALONE);
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(permissions));
    if (Files.isSymbolicLink(directory)) {
      throw new FileSystemException(
          directory.toString(), null, "is a link; make it a directory of yours");
    }
    if (!isOurs(directory)) {
      throw new FileSystemException(
          directory.toString(),
          null,
          "belongs to %s; set HOME or XDG_STATE_HOME to a directory of yours"
              .formatted(Files.getOwner(directory)));
    }
    Files.setPosixFilePermissions(directory, permissions);
    return directory;
  }

  /** Whether it belongs to the user of this process; proc(5) tells who that is, on Linux. */
  private static boolean isOurs(Path directory) throws IOException {
    Path self = Path.of("/proc/self");
    return Files.notExists(self)
        || Files.getAttribute(directory, OWNER, LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getAttribute(self, OWNER));
  }
}
