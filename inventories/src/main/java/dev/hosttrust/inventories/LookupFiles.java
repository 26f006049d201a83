// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import dev.hosttrust.inventories.sources.Paths;
import dev.hosttrust.inventories.sources.TextFiles;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that {@code lookup('file', ...)} reads: each once, however many hosts name it. Not
 * thread-safe.
 *
 * <p>Source of the rules: {@code path_dwim_relative_stack} in {@code ansible/parsing/dataloader.py}
 * for a playbook in the working directory.
 */
final class LookupFiles {

  private final Paths paths;
  private final Vault vault;
  private final Map<Path, String> texts = new HashMap<>();

  LookupFiles(Paths paths, Vault vault) {
    this.paths = paths;
    this.vault = vault;
  }

  /**
   * The text of a file in {@code files} or in the working directory; null where there is none.
   *
   * @throws ProblemsException if it cannot be read
   */
  @Nullable String text(String name) {
    for (String candidate : List.of("files/" + name, name)) {
      Path path = paths.resolve(name.startsWith("/") || name.startsWith("~") ? name : candidate);
      if (Files.exists(path)) {
        return texts.computeIfAbsent(path, this::read);
      }
    }
    return null;
  }

  private String read(Path path) {
    String name = paths.show(path);
    return vault.openFile(TextFiles.read(path, name), name);
  }
}
