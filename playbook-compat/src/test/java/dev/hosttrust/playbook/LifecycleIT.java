// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java process of real Ansible runs: how many there are, and that none is left. */
class LifecycleIT {
  @TempDir private Path directory;
  private LocalRuns runs;
  private String task;

  @BeforeEach
  void prepare() throws IOException {
    runs = new LocalRuns(directory);
    task =
        "    - hosttrust.trust.anchor: {name: harbor, ca: %s, root: %s}\n      check_mode: true\n"
            .formatted(
                TestCa.named("Harbor CA").writeTo(directory.resolve("ca.crt")),
                ScratchTree.create(directory.resolve("tree")).root());
  }

  @AfterEach
  void end() throws IOException {
    runs.close();
  }

  private static String play(String... tasks) {
    return "- hosts: all\n  gather_facts: false\n  tasks:\n" + String.join("", tasks);
  }

  private static void signal(String signal, String target) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + signal, "--", target).start().waitFor()).isZero();
  }

  @Test
  void oneProcessServesAllHostsOfAllPlays() throws Exception {
    String out = runs.run("run", play(task) + play(task, task), 20);

    assertThat(out).containsPattern("host1 +: ok=3 ").containsPattern("host20 +: ok=3 ");
    assertThat(runs.javas()).hasSize(1);
    runs.awaitNoJava();
    assertThat(runs.temporaryDirectories()).isEmpty();
  }

  @Test
  void itsDirectoryIsTheUsersAlone() throws Exception {
    runs.hold();
    runs.start("run", play(task), 1);
    runs.awaitHeld("run");

    Path private_ = runs.temporaryDirectories().getFirst().resolve("hosttrust");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(private_)))
        .isEqualTo("rwx------");
    assertThat(private_.resolve("socket")).exists();
  }

  @Test
  void endsAfterCtrlC() throws Exception {
    runs.hold();
    Process run = runs.start("run", play(task), 3);
    runs.awaitHeld("run");
    assertThat(runs.livingJavas()).hasSize(1);

    signal("INT", "-" + run.pid());

    assertThat(runs.finish("run", run)).contains("User interrupted execution");
    runs.awaitNoJava();
    assertThat(runs.temporaryDirectories()).isEmpty();
  }

  @Test
  void endsWhenAnsibleIsKilled() throws Exception {
    runs.hold();
    Process run = runs.start("run", play(task), 3);
    runs.awaitHeld("run");
    assertThat(runs.livingJavas()).hasSize(1);

    signal("KILL", Long.toString(run.pid()));

    runs.awaitNoJava();
    runs.release();
  }

  @Test
  void aKilledProcessFailsTheHostAndTheNextTaskStartsAnother() throws Exception {
    runs.hold();
    Process run = runs.start("run", play(task + "      ignore_errors: true\n", task), 1);
    runs.awaitHeld("run");

    runs.livingJavas().forEach(ProcessHandle::destroyForcibly);
    runs.release();

    assertThat(runs.finish("run", run))
        .contains("the hosttrust process ended while it worked on this host: ")
        .containsPattern("host1 +: ok=2 .* ignored=1");
    assertThat(run.exitValue()).isZero();
    assertThat(runs.javas()).hasSize(2);
    runs.awaitNoJava();
  }

  /** It takes the connection, as a process does that is about to end, and dies without a word. */
  @Test
  void aProcessThatEndsBeforeItSaysAnythingFailsNobody() throws Exception {
    String stop =
        """
            - raw: java=$(tail -n 1 %s/javas); kill -STOP $java; { sleep 3; kill -KILL $java; } >/dev/null 2>&1 &
        """
            .formatted(directory);

    assertThat(runs.run("run", play(task, stop, task), 1)).containsPattern("host1 +: ok=3 ");
    assertThat(runs.javas()).hasSize(2);
  }

  @Test
  void twoRunsAtOnceHaveAProcessEach() throws Exception {
    runs.hold();
    Process first = runs.start("first", play(task), 2);
    Process second = runs.start("second", play(task), 2);
    runs.awaitHeld("first");
    runs.awaitHeld("second");
    assertThat(runs.livingJavas()).hasSize(2);
    runs.release();

    assertThat(runs.finish("first", first)).containsPattern("host2 +: ok=1 ");
    assertThat(runs.finish("second", second)).containsPattern("host2 +: ok=1 ");
    assertThat(runs.javas()).hasSize(2);
    runs.awaitNoJava();
    assertThat(runs.temporaryDirectories()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkdir -m 0755 ", "ln -s /tmp ", "touch "})
  void refusesADirectoryThatAnotherMayHaveMade(String command) throws Exception {
    String prepare =
        "    - raw: %s{{ (lookup('config', 'DEFAULT_LOCAL_TMP') ~ '/hosttrust') | quote }}\n"
            .formatted(command);

    assertThat(runs.run("run", play(prepare, task), 1))
        .contains("/hosttrust is not a directory of mode 0700 that is your own; remove it")
        .doesNotContain("Traceback")
        .containsPattern("host1 +: ok=1 .* failed=1 ");
    assertThat(runs.javas()).isEmpty();
  }

  @Test
  void worksBelowAPathThatIsTooLongForASocket() throws Exception {
    runs.with("ANSIBLE_LOCAL_TEMP", directory + "/" + "long/".repeat(40));

    assertThat(runs.run("run", play(task), 1)).containsPattern("host1 +: ok=1 ");
  }

  @Test
  void aJvmThatIsTalkativeWorks() throws Exception {
    runs.with("JAVA_TOOL_OPTIONS", "-Xlog:startuptime -Xlog:gc*=info:stdout");

    assertThat(runs.run("run", play(task), 1)).containsPattern("host1 +: ok=1 ");
  }

  @Test
  void aJvmThatCannotStartSaysWhy() throws Exception {
    runs.with("JAVA_TOOL_OPTIONS", "-Xmx1k");

    assertThat(runs.run("run", play(task), 1))
        .contains("the hosttrust process did not start (" + directory + "/java/bin/java): ")
        .contains("Too small maximum heap")
        .doesNotContain("Traceback");
  }

  @Test
  void keepsItsClassesForTheNextRun() throws Exception {
    runs.with("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + directory + "/classes");
    runs.run("first", play(task), 1);
    runs.awaitNoJava();
    assertThat(runs.home().resolve(".ansible/hosttrust")).isDirectoryContaining("glob:**.jsa");
    assertThat(classesFromArchive()).isZero();

    runs.run("second", play(task), 1);

    assertThat(classesFromArchive()).isPositive();
    runs.awaitNoJava();
  }

  private long classesFromArchive() throws IOException {
    try (Stream<String> lines = Files.lines(directory.resolve("classes"))) {
      return lines
          .filter(line -> line.matches(".* dev\\.hosttrust\\..*shared objects file \\(top\\).*"))
          .count();
    }
  }

  /** Cut off while it was written, older than the jars, damaged. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "truncate -s 0",
        "dd bs=4096 count=1 conv=notrunc if=/dev/zero of=",
        "touch -d 2020-01-01"
      })
  void makesAnUnfitFileAnew(String damage) throws Exception {
    runs.run("first", play(task), 1);
    runs.awaitNoJava();
    Path archive = archives().getFirst();
    long size = Files.size(archive);
    String command = damage + (damage.endsWith("=") ? "" : " ") + "'" + archive + "'";
    assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).isZero();
    var damaged = Files.getLastModifiedTime(archive);

    assertThat(runs.run("second", play(task), 1)).containsPattern("host1 +: ok=1 ");

    runs.awaitNoJava();
    assertThat(Files.getLastModifiedTime(archive)).isGreaterThan(damaged);
    assertThat(Files.size(archive)).isGreaterThan(size / 2);
  }

  @Test
  void worksWithADamagedFileAndWithoutAPlaceForIt() throws Exception {
    runs.run("first", play(task), 1);
    runs.awaitNoJava();
    Path archive = archives().getFirst();
    byte[] bytes = Files.readAllBytes(archive);
    for (int i = bytes.length / 2; i < bytes.length; i++) {
      bytes[i] = 0;
    }
    Files.write(archive, bytes);
    assertThat(runs.run("second", play(task), 1)).containsPattern("host1 +: ok=1 ");
    runs.awaitNoJava();

    Files.delete(archive);
    Path place = runs.home().resolve(".ansible/hosttrust");
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(runs.run("third", play(task), 1)).containsPattern("host1 +: ok=1 ");
    runs.awaitNoJava();
    assertThat(archives()).isEmpty();
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> paths = Files.list(runs.home().resolve(".ansible/hosttrust"))) {
      return paths.toList();
    }
  }
}
