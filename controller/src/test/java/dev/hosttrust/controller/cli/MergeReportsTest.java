// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hosttrust report merge}, on what real runs reported. */
class MergeReportsTest {
  private static final String[] DOCKER = {"--store", "docker", "--registry", "harbor.example.com"};

  @TempDir private Path directory;

  private LocalFleet fleet(int hosts) throws IOException {
    return new LocalFleet(
        directory,
        IntStream.rangeClosed(1, hosts).mapToObj("node%02d"::formatted).toArray(String[]::new));
  }

  private static String[] words(String command, String report, String... more) {
    return LocalFleet.wordsWithTrust(
        command,
        Stream.of(DOCKER, new String[] {"--report", report}, more)
            .flatMap(Stream::of)
            .toArray(String[]::new));
  }

  private CommandLineRun merge(String... words) {
    return CommandLineRun.in(directory)
        .run(Stream.concat(Stream.of("report", "merge"), Stream.of(words)).toArray(String[]::new));
  }

  private String file(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  @Test
  void fourProcessesRunEachOfSixteenHostsOnce() throws Exception {
    LocalFleet fleet = fleet(16);
    fleet.run(words("diff", "whole.json"));
    for (String command : List.of("diff", "rollout")) {
      List<Process> processes = new ArrayList<>();
      for (int number = 1; number <= 4; number++) {
        String[] words =
            words(command, "%s-%d.json".formatted(command, number), "--shard", number + "/4");
        ProcessBuilder builder =
            new ProcessBuilder(MainProcess.command(List.of("-XX:TieredStopAtLevel=1"), words))
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("XDG_STATE_HOME", directory.resolve(".state").toString());
        processes.add(builder.start());
      }
      for (Process process : processes) {
        assertThat(process.waitFor()).as(process.errorReader().readAllAsString()).isZero();
      }
    }
    String[] diffs = {"diff-1.json", "diff-2.json", "diff-3.json", "diff-4.json"};
    assertThat(
            merge(
                    Stream.concat(Stream.of(diffs), Stream.of("--report", "merged.json"))
                        .toArray(String[]::new))
                .out())
        .startsWith("16 hosts: 0 ok, 16 would change, 0 failed, 0 unreachable");
    assertThat(withoutTimes(file("merged.json"))).isEqualTo(withoutTimes(file("whole.json")));

    CommandLineRun merged =
        merge("rollout-1.json", "rollout-2.json", "rollout-3.json", "rollout-4.json");

    assertThat(merged.out()).startsWith("16 hosts: 0 ok, 16 changed, 0 failed, 0 unreachable");
    assertThat(merged.err()).isEmpty();
    assertThat(merged.exitCode()).isZero();
  }

  /** In an order of their own, for hosts are done in any. */
  private static List<String> withoutTimes(String report) {
    return report
        .lines()
        .filter(line -> !line.startsWith("\"run\""))
        .map(line -> line.replaceAll("\"(time|run)\":\"[^\"]*\",|\"milliseconds\":\\d+,?", ""))
        .map(line -> line.replaceAll(",?$", ""))
        .sorted()
        .toList();
  }

  /** node01 is the only host of shard 1 of 2, node02 of the second. */
  private void twoShards(String command, String... more) throws IOException {
    for (int number = 1; number <= 2; number++) {
      CommandLineRun.in(directory)
          .run(
              Stream.concat(
                      Stream.of(
                          words(
                              command, "part-%d.json".formatted(number), "--shard", number + "/2")),
                      Stream.of(more))
                  .toArray(String[]::new));
    }
  }

  @Test
  void aShardThatIsMissingIsToldAndTheExitCodeIsNotZero() throws IOException {
    fleet(4);
    twoShards("diff");

    CommandLineRun merged = merge("part-2.json", "--report", "m.json", "--report", "m.html");

    assertThat(merged.err()).isEqualTo("hosttrust: warning: shard 1 of 2 is missing\n");
    assertThat(merged.exitCode()).isEqualTo(5);
    assertThat(file("m.json")).contains("\"message\":\"shard 1 of 2 is missing\"");
    assertThat(file("m.html")).contains("shard 1 of 2 is missing");
  }

  @Test
  void ofAShardThatWasRunAgainTheLastRunCounts() throws IOException {
    LocalFleet fleet = fleet(4);
    for (String host : List.of("node01", "node02", "node03", "node04")) {
      Files.createDirectories(fleet.root(host).resolve("etc"));
      Files.writeString(fleet.root(host).resolve("etc/docker"), "no directory");
    }
    twoShards("rollout");
    assertThat(merge("part-1.json", "part-2.json").exitCode()).isEqualTo(2);
    assertThat(merge("part-1.json", "part-2.json").out())
        .startsWith("failed, 4 hosts: node[01-04]: ");
    Files.move(directory.resolve("part-1.json"), directory.resolve("old-1.json"));
    Files.move(directory.resolve("part-2.json"), directory.resolve("old-2.json"));
    for (String host : List.of("node01", "node02", "node03", "node04")) {
      Files.delete(fleet.root(host).resolve("etc/docker"));
    }
    twoShards("rollout");

    CommandLineRun merged = merge("part-1.json", "old-1.json", "old-2.json", "part-2.json");

    assertThat(merged.err())
        .contains(
            "hosttrust: warning: old-1.json: is left out: shard 1 of 2 was run again later, as"
                + " part-1.json says\n");
    assertThat(merged.out()).startsWith("4 hosts: 0 ok, 4 changed, 0 failed");
    assertThat(merged.exitCode()).isZero();
  }

  @Test
  void partsOfAnotherTrustOrKindAreRefused() throws IOException {
    fleet(4);
    twoShards("diff");
    CommandLineRun.in(directory)
        .run(words("diff", "part-2.json", "--shard", "2/2", "--registry", "quay.example.com"));

    CommandLineRun merged = merge("part-1.json", "part-2.json", "--report", "m.json");

    assertThat(merged.err())
        .startsWith("hosttrust: part-2.json: is of another trust than part-1.json: it has harbor (")
        .contains("for harbor.example.com, quay.example.com), it lacks harbor (");
    assertThat(merged.exitCode()).isEqualTo(5);
    assertThat(directory.resolve("m.json")).doesNotExist();

    CommandLineRun.in(directory).run(words("diff", "part-2.json", "--shard", "2/3"));
    assertThat(merge("part-1.json", "part-2.json").err())
        .contains(
            "part-2.json: is of a diff of 3 shards, and part-1.json is of a diff of 2 shards");
    assertThat(merge("part-1.json", "--report", "part-1.json").err())
        .contains("part-1.json: is one of the parts; give another name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | is empty",
        "{\"run\": {\"id\": | is cut off",
        "{\"run\": [}] | is no JSON, from line 1, column ",
        "[] | is no report",
        "{\"a\": 1} | is no report: it has no recap",
        "{\"type\":\"run\"} | has an object a line, as -o json prints them",
        "{\"recap\": {}, \"run\": {}} | is no report of this version of hosttrust: id is missing",
      })
  void whatIsNoReportIsRefused(String content, String message) throws IOException {
    Files.writeString(directory.resolve("part.json"), content);

    CommandLineRun merged = merge("part.json", "missing.json");

    assertThat(merged.err())
        .startsWith("hosttrust: part.json: " + message)
        .contains("missing.json");
    assertThat(merged.exitCode()).isEqualTo(5);
  }
}
