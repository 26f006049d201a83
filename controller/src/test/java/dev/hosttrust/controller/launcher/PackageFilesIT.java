// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.ExecOutput;
import dev.hosttrust.testhosts.LocalProcess;
import dev.hosttrust.testhosts.Packages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Debian's own tools say of the files in the packages. */
class PackageFilesIT {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  /** These start programs that came with them and that the tests' PATH does not have. */
  private static ExecOutput run(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().put("LC_ALL", "C.UTF-8");
    return LocalProcess.exec(builder);
  }

  @Test
  void lintianFindsNoError() {
    ExecOutput lintian =
        run(
            "lintian",
            "--fail-on=error",
            Packages.deb().toString(),
            Packages.debForSystemJava().toString());

    assertThat(lintian.exit()).as("%s", lintian).isZero();
  }

  @Test
  void manHasNothingToWarnOf() throws IOException {
    Path directory = Packages.program().resolve("../../share/man/man1").normalize();
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> pages = files.toList();
      assertThat(pages).hasSizeGreaterThan(10);
      assertThat(pages)
          .allSatisfy(
              page -> {
                ExecOutput man = run("man", "--warnings", "--local-file", page.toString());
                assertThat(man.stdout()).contains("SYNOPSIS");
                assertThat(man.stderr()).isEmpty();
              });
    }
  }

  @Test
  void everyLinkOfTheDocumentationLeadsToAFileThatIsThere() throws IOException {
    Path documentation = Packages.program().resolve("../../share/doc/hosttrust").normalize();
    SortedSet<Path> linked = new TreeSet<>();
    try (Stream<Path> files = Files.walk(documentation)) {
      for (Path page : files.filter(file -> file.toString().endsWith(".md")).toList()) {
        LINK.matcher(Files.readString(page))
            .results()
            .forEach(link -> linked.add(page.resolveSibling(link.group(1)).normalize()));
      }
    }
    assertThat(linked)
        .contains(documentation.resolve("deploy/kubernetes/README.md"))
        .allSatisfy(file -> assertThat(file).exists());
  }
}
