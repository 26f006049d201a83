// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may write to a file of the user's SSH configuration: nobody else. Debian's ssh, and so we,
 * take a file that its group may write to if the group has its owner alone, as the groups that
 * Debian gives each user have ({@code secure_permissions} in Debian's user-group-modes.patch).
 *
 * @param passwd in the form of passwd(5)
 * @param group in the form of group(5)
 */
record FileSafety(Path passwd, Path group) {
  static final FileSafety OF_THIS_MACHINE =
      new FileSafety(Path.of("/etc/passwd"), Path.of("/etc/group"));

  private static final String ROOT = "0";

  /** What is wrong with a file. */
  record Danger(String what, String remedy) {}

  /** Empty if the file is safe. */
  Optional<Danger> danger(Path file) throws IOException {
    String owner = id(file, "uid");
    Optional<String> us = ThisMachine.uid();
    if (us.isPresent() && !owner.equals(ROOT) && !owner.equals(us.get())) {
      return Optional.of(new Danger("it belongs to another user", "chown it to yourself"));
    }
    Set<PosixFilePermission> permissions =
        Files.readAttributes(file, PosixFileAttributes.class).permissions();
    boolean byGroup = permissions.contains(PosixFilePermission.GROUP_WRITE);
    return permissions.contains(PosixFilePermission.OTHERS_WRITE)
            || (byGroup && !isAlone(owner, id(file, "gid")))
        ? Optional.of(new Danger("others can write to it", "chmod go-w " + file))
        : Optional.empty();
  }

  private static String id(Path file, String kind) throws IOException {
    return String.valueOf(Files.getAttribute(file, "unix:" + kind));
  }

  /** Whether the group has one member, the user; groups that are not local have others. */
  private boolean isAlone(String user, String gid) throws IOException {
    List<String[]> users = entries(passwd);
    Optional<String[]> itself = entries(group).stream().filter(g -> g[2].equals(gid)).findFirst();
    Optional<String> name =
        users.stream().filter(u -> u[2].equals(user)).map(u -> u[0]).findFirst();
    if (itself.isEmpty() || name.isEmpty()) {
      return false;
    }
    String[] fields = itself.get();
    List<String> primary =
        users.stream().filter(u -> u.length > 3 && u[3].equals(gid)).map(u -> u[2]).toList();
    List<String> others =
        fields.length > 3
            ? Stream.of(fields[3].split(",")).filter(m -> !m.isBlank()).toList()
            : List.of();
    boolean any = !primary.isEmpty() || !others.isEmpty();
    return any
        && primary.stream().allMatch(user::equals)
        && others.stream().allMatch(name.get()::equals);
  }

  private static List<String[]> entries(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 2)
        .toList();
  }
}
