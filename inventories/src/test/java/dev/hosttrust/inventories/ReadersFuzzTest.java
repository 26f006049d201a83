// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hosttrust.inventories.templates.TemplateException;
import dev.hosttrust.inventories.templates.Templates;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fuzz targets: whatever a file, a pattern or a template holds, there is an answer or the one
 * declared exception, and soon.
 *
 * <p>As a test each target runs once for every file of its directory {@code
 * ReadersFuzzTestInputs/TARGET} in the resources. To look for new ones, set {@code JAZZER_FUZZ=1}
 * and run one target alone; what it finds is put there.
 */
class ReadersFuzzTest {

  private static final Inventory PATTERNS = Corpus.written().read("patterns");

  @TempDir private static Path directory;

  @FuzzTest
  void ini(byte[] file) throws IOException {
    read("hosts", file);
  }

  @FuzzTest
  void yaml(byte[] file) throws IOException {
    read("hosts.yml", file);
  }

  @FuzzTest
  void pattern(FuzzedDataProvider data) {
    try {
      TestInventories.select(PATTERNS, data.consumeRemainingAsString());
    } catch (ProblemsException e) {
      // The declared answer to a pattern that cannot be used.
    }
  }

  @FuzzTest
  void template(FuzzedDataProvider data) {
    InventoryHost host = PATTERNS.hosts().getFirst();
    try {
      new Templates(host.variables(), TestInventories.NO_NEIGHBOURS)
          .resolve("needed", data.consumeRemainingAsString());
    } catch (TemplateException e) {
      // The declared answer to a template that cannot be resolved.
    }
  }

  private static void read(String name, byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve(name), bytes);
    try {
      TestInventories.json(TestInventories.read(List.of(name), directory));
    } catch (ProblemsException e) {
      // The declared answer to a file that cannot be used.
    } finally {
      Files.delete(file);
    }
  }
}
