// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {
  /** A container's working directory is often /, below which everything is. */
  @ParameterizedTest
  @CsvSource({
    "/, /etc/hosttrust/nodes.yml, /etc/hosttrust/nodes.yml",
    "/etc, /etc/hosttrust/nodes.yml, hosttrust/nodes.yml",
    "/etc, /etcetera, /etcetera",
    "/etc, /etc, /etc",
  })
  void aPathIsShownAsTheOperatorWouldTypeIt(Path workingDirectory, Path path, String shown) {
    assertThat(new Paths(workingDirectory, Path.of("/root")).show(path)).isEqualTo(shown);
  }
}
