// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.demo.DemoFleet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real program where what it prints cannot be written. */
class OutputLostTest {
  @TempDir private Path directory;

  private record Ending(int exitCode, String err) {}

  private Ending run(Path in, String redirected, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" " + redirected, "sh"));
    command.addAll(MainProcess.command(List.of("-XX:TieredStopAtLevel=1"), args));
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(in.toFile()).redirectError(err.toFile());
    builder.environment().put("XDG_STATE_HOME", in.resolve(".state").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getInputStream().close(); // nobody reads from the pipe any more
    return new Ending(process.waitFor(), Files.readString(err, StandardCharsets.UTF_8));
  }

  /** Each ends in a way of its own: picocli, our own text, JSON. */
  @ParameterizedTest
  @ValueSource(strings = {"--version", "completion bash", "inventory -i a,b --list"})
  void aFullDiskIsToldAndNoSuccess(String words) throws Exception {
    assertThat(run(directory, ">/dev/full", words.split(" ")))
        .isEqualTo(
            new Ending(
                1,
                "hosttrust: standard output could not be written to its end:"
                    + " No space left on device\n"));
  }

  @Test
  void aClosedOutputIsToldAndNoSuccess() throws Exception {
    assertThat(run(directory, ">&-", "--version"))
        .isEqualTo(
            new Ending(
                1,
                "hosttrust: standard output could not be written to its end:"
                    + " Bad file descriptor\n"));
  }

  @Test
  void aReaderThatWentAwayEndsItAsOtherProgramsWithoutAWord() throws Exception {
    assertThat(run(directory, "", "--version")).isEqualTo(new Ending(141, ""));
  }

  @Test
  void anInputErrorKeepsItsCode() throws Exception {
    assertThat(run(directory, ">/dev/full", "diff").exitCode()).isEqualTo(5);
  }

  @Test
  void aRolloutChangesEveryHostAllTheSame() throws Exception {
    try (DemoFleet fleet = DemoFleet.start()) {
      Ending ending = run(fleet.directory(), ">/dev/full", DemoCommand.arguments("rollout"));

      assertThat(ending.exitCode()).isEqualTo(1);
      assertThat(ending.err()).startsWith("hosttrust: standard output could not be written");
      assertThat(changedHosts(fleet)).contains("node[1-3]");
    }
  }

  @Test
  void whatCameOfTheHostsCountsForMore() throws Exception {
    try (DemoFleet fleet = DemoFleet.start()) {
      Path conf = fleet.directory().resolve("node2/etc/ca-certificates.conf");
      Files.delete(conf);
      Files.createDirectory(conf);

      Ending ending = run(fleet.directory(), ">/dev/full", DemoCommand.arguments("rollout"));

      assertThat(ending.exitCode()).isEqualTo(2);
      assertThat(ending.err()).startsWith("hosttrust: standard output could not be written");
      assertThat(changedHosts(fleet)).contains("node[1,3]");
    }
  }

  private static String changedHosts(DemoFleet fleet) throws IOException {
    return CommandLineRun.in(fleet.directory())
        .run("show", "last")
        .out()
        .lines()
        .filter(line -> line.startsWith("changed"))
        .reduce("", String::concat);
  }
}
