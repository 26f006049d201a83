// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.fail;

import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file or a pattern holds, the readers answer or throw the one declared exception. */
class DamagedInputTest {

  private static final String PIECES =
      "[]{}:,\"'\\#&!~*?-|>%@=. \t\n\r\0\u00e9\ud83d\ude00019aZ_$(";

  private final Random random = new Random(20260101);

  @TempDir Path directory;

  @Test
  void damagedInventoriesAreReadOrRefused() throws IOException {
    try (Stream<Path> files = Files.walk(Corpus.written().root())) {
      for (Path file : files.filter(DamagedInputTest::isData).sorted().toList()) {
        String name = file.getFileName().toString();
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < 3; i++) {
          Files.write(directory.resolve(name), damage(bytes));
          read(name);
        }
        Files.delete(directory.resolve(name));
      }
    }
  }

  @Test
  void damagedPatternsSelectOrAreRefused() {
    Corpus corpus = Corpus.written();
    Inventory inventory = corpus.read("patterns");
    for (String pattern : corpus.patterns("patterns")) {
      for (int i = 0; i < 40; i++) {
        String damaged = damage(pattern);
        try {
          TestInventories.select(inventory, damaged);
        } catch (ProblemsException e) {
          // The declared answer to a pattern that cannot be used.
        } catch (RuntimeException e) {
          fail("the pattern '" + damaged + "' ends in an undeclared exception", e);
        }
      }
    }
  }

  private static boolean isData(Path file) {
    return Files.isRegularFile(file) && !Files.isExecutable(file);
  }

  private void read(String name) throws IOException {
    try {
      TestInventories.json(TestInventories.read(List.of(name), directory));
    } catch (ProblemsException e) {
      // The declared answer to a file that cannot be used.
    } catch (RuntimeException e) {
      fail(
          name + " ends in an undeclared exception:\n" + Files.readString(directory.resolve(name)),
          e);
    }
  }

  private String damage(String text) {
    var damaged = new StringBuilder(text);
    int edits = 1 + random.nextInt(4);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(damaged.length() + 1);
      if (random.nextBoolean() || at == damaged.length()) {
        damaged.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
      } else {
        damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(3)));
      }
    }
    return damaged.toString();
  }

  private byte[] damage(byte[] bytes) {
    var latin1 = java.nio.charset.StandardCharsets.ISO_8859_1;
    return damage(new String(bytes, latin1)).getBytes(latin1);
  }
}
