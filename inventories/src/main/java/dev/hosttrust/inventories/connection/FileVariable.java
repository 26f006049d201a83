// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.connection;

import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.inventories.values.Variable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A variable that names a file, and the place where it was set.
 *
 * @param path as written, perhaps with {@code ~} or {@code $HOME}; not empty
 * @param where variable, host and place, for messages
 * @param source the file that sets it, or words such as {@code extra variables}
 * @param inventory the directory of the host's inventory, {@code inventory_dir}; null if there is
 *     none
 */
public record FileVariable(String path, String where, String source, @Nullable String inventory) {

  /**
   * The directory that a relative path starts from: that of the file that sets the variable. For
   * {@code group_vars} and {@code host_vars} it is the directory that these are in, so that a
   * variable may move from there into the inventory and back. What a program prints starts from the
   * inventory's directory, what the command line says from the working directory.
   */
  public Path directory(Path workingDirectory) {
    Path file = workingDirectory.resolve(source);
    if (Files.isRegularFile(file)) {
      return directoryOf(file.toAbsolutePath());
    }
    boolean printed = inventory != null && !source.equals(Variable.ON_THE_COMMAND_LINE);
    return printed ? workingDirectory.resolve(inventory) : workingDirectory;
  }

  private static Path directoryOf(Path file) {
    for (Path at = file.getParent(); at != null && at.getFileName() != null; at = at.getParent()) {
      String name = at.getFileName().toString();
      if (name.equals("group_vars") || name.equals("host_vars")) {
        return at.resolveSibling("");
      }
    }
    return file.resolveSibling("");
  }

  static @Nullable FileVariable of(InventoryHost host, String name, NeededValues values) {
    String path = values.filledText(name);
    Variable variable = host.variables().find(name);
    if (path == null || variable == null) {
      return null;
    }
    String where = "%s of host %s (%s)".formatted(name, host.name(), variable.location());
    String inventory =
        host.variables().get("inventory_dir") instanceof String directory ? directory : null;
    return new FileVariable(path, where, variable.location().source(), inventory);
  }
}
