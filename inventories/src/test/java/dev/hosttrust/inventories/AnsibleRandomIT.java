// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares this reader with the real ansible-core over inventories and patterns made at random. To
 * try others, run with {@code -Dhosttrust.seed=N}; a difference is cut down and goes to the corpus.
 */
class AnsibleRandomIT {

  private static final int CASES = 100;

  private final long seed = Long.getLong("hosttrust.seed", 20260101L);

  @TempDir Path scratch;

  @Test
  void readsAndSelectsTheSame() throws IOException {
    Corpus corpus = new RandomCorpus(seed).write(scratch.toAbsolutePath(), CASES);
    AnsibleReference ansible = AnsibleReference.ask(corpus);
    int read = 0;

    for (String name : corpus.cases()) {
      assertThat(corpus.json(name))
          .as("%s of seed %d", name, seed)
          .isEqualTo(expected(ansible, name));
      if (!corpus.json(name).equals(Corpus.REFUSED)) {
        read++;
        for (String pattern : corpus.patterns(name)) {
          assertThat(corpus.select(name, pattern))
              .as("%s -l %s of seed %d", name, pattern, seed)
              .isEqualTo(ansible.select(name, pattern));
        }
      }
    }
    // Were all of them refused, the comparison would say nothing.
    assertThat(read).isGreaterThan(CASES / 4);
  }

  /** An inventory without hosts is nothing but a warning in Ansible. */
  private static String expected(AnsibleReference ansible, String name) {
    String json = ansible.json(name);
    return json.contains("\"hosts\": [") ? json : Corpus.REFUSED;
  }
}
