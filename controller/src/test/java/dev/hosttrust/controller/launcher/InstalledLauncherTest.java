// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.launcher.FakeCheckout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher of a package, with a JVM that shows its arguments, in each shell that sh may be. */
@ParameterizedClass
@ValueSource(strings = {"/bin/dash", "/bin/bash", "/bin/busybox sh"})
class InstalledLauncherTest {
  private final String shell;
  @TempDir private Path directory;
  private Path installed;
  private Path jdk;
  private Path home;

  InstalledLauncherTest(String shell) {
    this.shell = shell;
  }

  @BeforeEach
  void install() throws IOException {
    installIn("in stalled/lib");
    home = Files.createDirectory(directory.resolve("home"));
    jdk = jvm(directory.resolve("jdk"));
  }

  private void installIn(String name) throws IOException {
    installed = Files.createDirectories(directory.resolve(name));
    FakeCheckout.copyForShell(Path.of("../dist/hosttrust"), installed.resolve("hosttrust"), shell);
    Files.copy(Path.of("../build/launch.sh"), installed.resolve("launch.sh"));
    Files.writeString(installed.resolve("build"), "1.2-abc\n");
    Files.createFile(installed.resolve("hosttrust-controller.jar"));
    Files.writeString(installed.resolve("classes"), "a/B\n");
  }

  private Path jvm(Path at) throws IOException {
    Path java = Files.createDirectories(at.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        for word; do
          case $word in
          -XX:SharedClassListFile=*) [ -e "${word#*=}" ] || exit 1 ;;
          -XX:SharedArchiveFile=*.new) echo archive >"${word#*=}"; exit 0 ;;
          -XX:SharedArchiveFile=*) echo "with ${word##*/}" ;;
          esac
        done
        while [ "$1" != dev.hosttrust.controller.cli.Main ]; do shift; done
        shift
        for word; do echo "[$word]"; done
        exit 42
        """);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        at.resolve("release"), "JAVA_VERSION=\"25.0.9\"\nJAVA_RUNTIME_VERSION=\"25.0.9+1\"\n");
    return at;
  }

  private Map<String, String> user(String... more) {
    Map<String, String> variables = new HashMap<>();
    variables.put("JAVA_HOME", jdk.toString());
    variables.put("HOME", home.toString());
    for (int i = 0; i < more.length; i += 2) {
      variables.put(more[i], more[i + 1]);
    }
    return variables;
  }

  private void withRuntime(String loader) throws IOException {
    Files.writeString(jvm(installed.resolve("jre")).resolve("loader"), loader + "\n");
    Files.writeString(installed.resolve("hosttrust.jsa"), "archive");
  }

  private Run run(Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(variables);
    return FakeCheckout.finish(builder.start());
  }

  private String launcher() {
    return installed.resolve("hosttrust").toString();
  }

  private static List<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void runsOnItsOwnRuntimeByALinkOnThePathWithoutAHome() throws Exception {
    withRuntime("/bin/sh");
    Path bin = Files.createDirectory(directory.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("ht"), installed.resolve("hosttrust"));

    assertThat(run(Map.of("PATH", bin + ":/usr/bin:/bin"), "/bin/sh", "-c", "ht 'a  b' '*'"))
        .isEqualTo(new Run(42, "with hosttrust.jsa\n[a  b]\n[*]\n"));
  }

  @Test
  void saysThatItIsForAnotherKindOfMachine() throws Exception {
    withRuntime("/lib/ld-of-another-machine.so.1");

    Run run = run(Map.of(), launcher(), "diff");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output())
        .startsWith("hosttrust: this package is for another kind of machine: its programs need")
        .contains("/lib/ld-of-another-machine.so.1", "_all.deb");
  }

  @Test
  void saysThatItMayNotRunWhereItIs() throws Exception {
    withRuntime("/bin/sh");
    Path java = installed.resolve("jre/bin/java");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rw-r--r--"));

    Run run = run(Map.of(), launcher(), "diff");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains(java + " may not be executed", "noexec");
  }

  @Test
  void eachUserOfTheSystemsJavaGetsAnArchiveOfTheirOwn() throws Exception {
    Path cache = home.resolve(".cache/hosttrust");
    List<String> before = names(installed);

    assertThat(run(user(), launcher(), "x").output())
        .isEqualTo("hosttrust: preparing for fast starts (once)\nwith 1.2-abc-25.0.9+1.jsa\n[x]\n");
    assertThat(run(user(), launcher(), "x").output()).isEqualTo("with 1.2-abc-25.0.9+1.jsa\n[x]\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");

    Files.writeString(installed.resolve("build"), "1.3-def\n");
    run(user(), launcher(), "x");
    assertThat(names(cache)).containsExactly("1.3-def-25.0.9+1.jsa", "warm-up.log");
    assertThat(names(installed)).isEqualTo(before);
  }

  @Test
  void whereAnArchiveCannotBeKeptItRunsWithoutOne() throws Exception {
    Run without = new Run(42, "[x]\n");
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(run(Map.of("JAVA_HOME", jdk.toString()), launcher(), "x")).isEqualTo(without);
    assertThat(run(user("HOME", file.toString()), launcher(), "x")).isEqualTo(without);
  }

  @Test
  void whatKeepsTheArchiveFromBeingMadeKeepsNoStartFromRunning() throws Exception {
    Files.createDirectories(home.resolve(".cache/hosttrust/warm-up.log"));

    assertThat(run(user(), launcher(), "x").output()).endsWith("(once)\n[x]\n");
    assertThat(run(user(), launcher(), "x")).isEqualTo(new Run(42, "[x]\n"));
  }

  @Test
  void aJavaThatDoesNotSayItsBuildIsTakenByItsVersion() throws Exception {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.9\"\n");

    assertThat(run(user(), launcher(), "x"))
        .satisfies(run -> assertThat(run.output()).endsWith("with 1.2-abc-25.0.9.jsa\n[x]\n"));
  }

  @Test
  void twoFirstStartsAtOnceBothRunAndLeaveAnArchive() throws Exception {
    String script = "for n in 1 2 3 4; do '%s' x & done; wait".formatted(launcher());

    Run four = run(user(), "/bin/sh", "-c", script);

    assertThat(four.output().lines().filter("[x]"::equals)).hasSize(4);
    Path cache = home.resolve(".cache/hosttrust");
    assertThat(names(cache)).containsExactly("1.2-abc-25.0.9+1.jsa", "warm-up.log");
    assertThat(cache.resolve("1.2-abc-25.0.9+1.jsa")).hasContent("archive");
  }

  /** Java takes a colon for the end of a path, and says things that nobody understands. */
  @Test
  void saysThatAColonKeepsItFromRunning() throws Exception {
    installIn("co:lon/lib");
    withRuntime("/bin/sh");

    assertThat(run(user(), launcher(), "x"))
        .isEqualTo(
            new Run(
                1,
                "hosttrust: Java cannot run from a directory with a colon in its path, such as %s:"
                        .formatted(installed)
                    + " please move it\n"));
  }

  @Test
  void saysThatAColonKeepsAnArchiveFromBeingMade() throws Exception {
    Path cache = directory.resolve("ca:che");

    for (int start = 0; start < 2; start++) {
      assertThat(run(user("XDG_CACHE_HOME", cache.toString()), launcher(), "x").output())
          .isEqualTo(
              "hosttrust: warning: starts are slower than they could be: Java makes nothing ready in"
                  + " %s/hosttrust, which has a colon; please set XDG_CACHE_HOME to another one\n[x]\n"
                      .formatted(cache));
    }
    assertThat(
            run(
                user("XDG_CACHE_HOME", cache.toString(), "HOSTTRUST_COMPLETING", "1"),
                launcher(),
                "x"))
        .isEqualTo(new Run(42, "[x]\n"));
    assertThat(cache).doesNotExist();
  }

  /** As the XDG Base Directory Specification has it. */
  @Test
  void passesOverARelativeCacheDirectory() throws Exception {
    for (String relative : List.of("-dash", "cache", ".")) {
      assertThat(run(user("XDG_CACHE_HOME", relative), launcher(), "x").output())
          .endsWith("with 1.2-abc-25.0.9+1.jsa\n[x]\n");
    }
    assertThat(names(home.resolve(".cache/hosttrust"))).hasSize(2);
    assertThat(names(directory)).containsExactly("home", "in stalled", "jdk");
    assertThat(run(user("HOME", "home"), launcher(), "x")).isEqualTo(new Run(42, "[x]\n"));
  }

  @Test
  void makesNoHome() throws Exception {
    Path none = directory.resolve("none/such");

    assertThat(run(user("HOME", none.toString()), launcher(), "x")).isEqualTo(new Run(42, "[x]\n"));
    assertThat(none.getParent()).doesNotExist();
  }

  @Test
  void completionPreparesNothing() throws Exception {
    assertThat(run(user("HOSTTRUST_COMPLETING", "1"), launcher(), "x"))
        .isEqualTo(new Run(42, "[x]\n"));
  }
}
