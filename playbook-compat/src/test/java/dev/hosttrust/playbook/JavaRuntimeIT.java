// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Java the plugin takes, with the Python that Ansible runs on. */
class JavaRuntimeIT {
  private static final String NEEDS =
      "hosttrust needs Java 25 or newer on the control node, and %s; install one"
          + " (Debian 13: apt-get install openjdk-25-jre-headless), or the package of hosttrust that"
          + " has one, or set JAVA_HOME";
  private static String python = "";

  @TempDir private Path directory;
  private Path installed;

  @BeforeAll
  static void findPython() throws IOException {
    String version =
        new ProcessBuilder("ansible", "--version").start().inputReader().readAllAsString();
    Matcher matcher = Pattern.compile("python version = .*\\((/.*)\\)").matcher(version);
    assertThat(matcher.find()).as(version).isTrue();
    python = matcher.group(1);
  }

  @BeforeEach
  void prepare() throws IOException {
    installed = Files.createDirectory(directory.resolve("jvm"));
  }

  private Path runtime(Path home, String release) throws IOException {
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    if (!release.isEmpty()) {
      Files.writeString(
          home.resolve("release"),
          "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"%s\"\nJAVA_VERSION_DATE=\"y\"\n".formatted(release));
    }
    return home;
  }

  /** The `java` that it finds, or its message. */
  private String find(Path javaHome, Path... path) throws IOException {
    String program =
        """
        import sys
        sys.path.insert(0, 'src/main/collection/plugins/plugin_utils')
        import java
        java.INSTALLED = sys.argv[1]
        try:
            print(java.find())
        except java.AnsibleActionFail as failure:
            print(failure.message)
        """;
    ProcessBuilder builder =
        new ProcessBuilder(python, "-B", "-c", program, installed + "/*").redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder
        .environment()
        .put(
            "PATH",
            String.join(
                ":", List.of(path).stream().map(home -> home.resolve("bin").toString()).toList()));
    return builder.start().inputReader().readAllAsString().strip();
  }

  private static String java(Path home) {
    return home.resolve("bin/java").toString();
  }

  private static final Path UNSET = Path.of("");

  @Test
  void javaHomeComesFirstThenThePathThenWhatIsInstalled() throws IOException {
    Path home = runtime(directory.resolve("home"), "25");
    Path onPath = runtime(directory.resolve("path"), "26-ea");
    Path package_ = runtime(installed.resolve("openjdk-25"), "25.0.3");

    assertThat(find(home, onPath)).isEqualTo(java(home));
    assertThat(find(UNSET, onPath)).isEqualTo(java(onPath));
    assertThat(find(UNSET)).isEqualTo(java(package_));
  }

  @Test
  void aLinkOnThePathLeadsToItsRuntime() throws IOException {
    Path real = runtime(directory.resolve("real"), "25.0.1");
    Path alternatives = Files.createDirectories(directory.resolve("usr/bin"));
    Files.createSymbolicLink(alternatives.resolve("java"), real.resolve("bin/java"));

    assertThat(find(UNSET, directory.resolve("usr"))).isEqualTo(java(real));
  }

  @Test
  void theRuntimeOfThePackageIsFoundByItsProgram() throws IOException {
    Path packaged = directory.resolve("opt/hosttrust-1/lib/hosttrust");
    Path jre = runtime(packaged.resolve("jre"), "25.0.3");
    Path program = Files.createFile(packaged.resolve("hosttrust"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path local = directory.resolve("local");
    Files.createDirectories(local.resolve("bin"));
    Files.createSymbolicLink(local.resolve("bin/hosttrust"), program);

    assertThat(find(UNSET, local)).isEqualTo(java(jre));

    Path own = runtime(installed.resolve("openjdk-25"), "25.0.3");
    assertThat(find(UNSET, local)).isEqualTo(java(own));
  }

  @Test
  void passesOverWhatIsUnfit() throws IOException {
    Path home = runtime(directory.resolve("home"), "1.8.0_392");
    Path onPath = runtime(directory.resolve("path"), "");
    runtime(installed.resolve("z-17"), "17.0.15");
    Path fit = runtime(installed.resolve("a-30"), "30");

    assertThat(find(home, onPath)).isEqualTo(java(fit));
    assertThat(find(directory.resolve("nowhere"), onPath)).isEqualTo(java(fit));
  }

  @Test
  void saysWhatItFoundEachOnce() throws IOException {
    Path home = runtime(directory.resolve("home"), "1.8.0_392");
    Path onPath = runtime(directory.resolve("path"), "");
    Path old = runtime(installed.resolve("java-17"), "17.0.15");
    Files.createSymbolicLink(installed.resolve("default"), old);
    Files.createDirectory(installed.resolve("sources-only"));

    assertThat(find(home, onPath))
        .isEqualTo(
            NEEDS,
            "JAVA_HOME=%s is Java 8, %s does not say its release, %s is Java 17"
                .formatted(home, onPath, old));
    assertThat(find(directory.resolve("nowhere")))
        .isEqualTo(
            NEEDS, "JAVA_HOME=%s/nowhere has no bin/java, %s is Java 17".formatted(directory, old));
  }

  @Test
  void saysThatThereIsNone() throws IOException {
    assertThat(find(UNSET))
        .isEqualTo(NEEDS, "there is none in JAVA_HOME, on the PATH or below " + installed);
  }
}
