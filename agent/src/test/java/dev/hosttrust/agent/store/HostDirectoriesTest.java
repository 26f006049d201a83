// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.trust.Registry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostDirectoriesTest {
  private static HostDirectories of(String registry, String... roots) {
    return new HostDirectories(List.of(roots), Registry.parse(registry));
  }

  @Test
  void looksForThemInContainerdsOrder() {
    assertThat(of("h.test", "/c").candidates()).containsExactly("/c/h.test", "/c/_default");
    assertThat(of("h.test:5000", "/c/", "/d").candidates())
        .containsExactly(
            "/c/h.test_5000_",
            "/c/h.test:5000",
            "/c/_default",
            "/d/h.test_5000_",
            "/d/h.test:5000",
            "/d/_default");
  }

  /** Which directory is read, and which is to have the registry's own files. */
  @ParameterizedTest
  @CsvSource({
    "'',                                , /c/h.test:5000",
    "/c/h.test:5000,      /c/h.test:5000, /c/h.test:5000",
    "'/c/h.test:5000 /c/h.test_5000_', /c/h.test_5000_, /c/h.test_5000_",
    "/c/_default,            /c/_default, /c/h.test:5000",
    "/d/_default,            /d/_default, /d/h.test:5000",
    "/d/h.test:5000,      /d/h.test:5000, /d/h.test:5000",
    "'/d/h.test:5000 /c/_default', /c/_default, /c/h.test:5000",
  })
  void tellsWhichOneCounts(String existing, String read, String own) {
    HostDirectories directories = of("h.test:5000", "/c", "/d");

    Optional<String> found = directories.read(Set.of(existing.split(" "))::contains);

    assertThat(found).isEqualTo(Optional.ofNullable(read));
    assertThat(directories.own(found)).isEqualTo(own);
  }
}
