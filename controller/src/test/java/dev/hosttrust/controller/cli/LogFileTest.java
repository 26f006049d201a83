// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.demo.DemoFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --log-file} keeps of a run over SSH, and where it cannot be kept. */
class LogFileTest {
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z ";

  @TempDir private Path directory;
  private static DemoFleet fleet;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    fleet = DemoFleet.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (fleet != null) {
      fleet.close();
    }
  }

  private CommandLineRun run(String command, String... options) {
    Stream<String> common =
        Stream.of(
            command, "-i", "inventory.ini", "--ca", "ca.crt", "--name", "harbor", "-F", "none");
    return CommandLineRun.in(fleet.directory())
        .run(Stream.concat(common, Stream.of(options)).toArray(String[]::new));
  }

  @Test
  void hasEachHostWithItsPhasesDiffAndProofsWhateverIsPrinted() throws IOException {
    Path log = directory.resolve("log");

    assertThat(run("diff", "-l", "node[1-2]", "--log-file", log.toString()).exitCode()).isZero();
    String dryRun = Files.readString(log);
    assertThat(run("rollout", "-o", "json", "--log-file", log.toString()).exitCode()).isZero();

    List<String> lines = Files.readString(log).lines().toList();
    assertThat(lines).allMatch(line -> line.matches(TIME + "\\S.*"));
    assertThat(Files.readString(log)).startsWith(dryRun);
    assertThat(dryRun)
        .contains(" diff, a dry run, 2 hosts\n", "anchor harbor: CN=Example Harbor CA (SHA-256 ");
    assertThat(lines.subList((int) dryRun.lines().count(), lines.size()))
        .extracting(line -> line.replaceFirst(TIME, "").replaceFirst("[0-9a-f]{64}$", "X"))
        .containsSubsequence(
            "node1: connecting",
            "node1: looking",
            "node1: changing",
            "node1:   +local/harbor.crt",
            "node1:   read back: harbor, system, bundle /etc/ssl/certs/ca-certificates.crt, SHA-256 X")
        .anyMatch(line -> line.matches("run [^ ]+: hosttrust .* rollout, 3 hosts"))
        .anyMatch(line -> line.matches("node3: changed in \\d+\\.\\d{3} s"))
        .last()
        .asString()
        .startsWith("3 hosts: 0 ok, 3 changed, ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileThatCannotBeWrittenEndsTheRunBeforeItBegins() {
    CommandLineRun run = run("rollout", "--log-file", directory + "/missing/log", "--forks", "0");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err().lines())
        .containsExactly(
            "hosttrust: --forks 0: must be 1 or more",
            "hosttrust: --log-file "
                + directory
                + "/missing/log: there is no directory "
                + directory
                + "/missing; make it, or name another one");
    assertThat(run("rollout", "--log-file", directory.toString()).err())
        .isEqualTo("hosttrust: --log-file " + directory + ": is a directory; name a file\n");
  }

  /** Nobody may ever read from it, and a report would take its place. */
  @Test
  @Timeout(20)
  void aNamedPipeIsRefusedAtOnceWhateverIsToBeWrittenThere() throws Exception {
    Path pipe = directory.resolve("pipe.html");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    String end = pipe + ": is a named pipe, a socket or a device; name a file";

    CommandLineRun run =
        run(
            "diff",
            "--log-file",
            pipe.toString(),
            "--report",
            pipe.toString(),
            "--out",
            pipe.toString());

    assertThat(run.err().lines())
        .containsExactlyInAnyOrder(
            "hosttrust: --log-file " + end,
            "hosttrust: --report " + end,
            "hosttrust: --out " + end);
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run("diff", "--log-file", "/dev/zero").err())
        .startsWith("hosttrust: --log-file /dev/zero: is a named pipe, a socket or a device");
  }

  @Test
  void aRunThatDoesNotBeginLeavesNoFile() {
    Path log = directory.resolve("log");

    assertThat(run("rollout", "--forks", "0", "--log-file", log.toString()).exitCode())
        .isEqualTo(5);
    assertThat(log).doesNotExist();
  }

  @Test
  void aDiskThatIsFullIsSaid() {
    assertThat(run("diff", "-l", "node1", "--log-file", "/dev/full").out())
        .contains("warning: --log-file /dev/full: could not be written to its end\n");
  }
}
