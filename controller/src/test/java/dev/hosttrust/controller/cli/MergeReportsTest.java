// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hosttrust report merge}, on what real runs reported. */
class MergeReportsTest {
  private static final String[] DOCKER = {"--store", "docker", "--registry", "harbor.example.com"};

  /** Of two shards, the first has w2 and w4, the second w1 and w3. */
  private static final String[] HOSTS = {"w1", "w2", "w3", "w4"};

  @TempDir private Path directory;

  private LocalFleet fleet() throws IOException {
    return new LocalFleet(directory, HOSTS);
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
    fleet();
    twoShards("diff");

    CommandLineRun merged = merge("part-2.json", "--report", "m.json", "--report", "m.html");

    assertThat(merged.err()).isEqualTo("hosttrust: warning: shard 1 of 2 is missing\n");
    assertThat(merged.exitCode()).isEqualTo(5);
    assertThat(file("m.json")).contains("\"message\":\"shard 1 of 2 is missing\"");
    assertThat(file("m.html")).contains("shard 1 of 2 is missing");
  }

  @Test
  void ofAShardThatWasRunAgainTheLastRunCounts() throws IOException {
    LocalFleet fleet = fleet();
    fleet.breakDocker(HOSTS);
    twoShards("rollout");
    assertThat(merge("part-1.json", "part-2.json").exitCode()).isEqualTo(2);
    assertThat(merge("part-1.json", "part-2.json").out()).startsWith("failed, 4 hosts: w[1-4]: ");
    Files.move(directory.resolve("part-1.json"), directory.resolve("old-1.json"));
    Files.move(directory.resolve("part-2.json"), directory.resolve("old-2.json"));
    fleet.repairDocker(HOSTS);
    twoShards("rollout");

    CommandLineRun merged = merge("part-1.json", "old-1.json", "old-2.json", "part-2.json");

    assertThat(merged.err())
        .contains(
            "hosttrust: warning: old-1.json: is left out: shard 1 of 2 was run again later, as"
                + " part-1.json says\n");
    assertThat(merged.out()).startsWith("4 hosts: 0 ok, 4 changed, 0 failed");
    assertThat(merged.exitCode()).isZero();
  }

  /** The whole log of a part, as of a pod. */
  private String log(int number, String... more) {
    String[] words = words("rollout", "unused.json", "--shard", number + "/2", "-o", "json");
    CommandLineRun run =
        CommandLineRun.in(directory)
            .run(Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new));
    return "hosttrust: a line of standard error\n" + run.out();
  }

  @Test
  void theLogsOfPodsAreAsGoodAsTheirReports() throws IOException {
    LocalFleet fleet = fleet();
    fleet.breakDocker("w2");
    String refused = log(1);
    String second = log(2, "--report", "part-2.json");
    fleet.repairDocker("w2");
    String killed = refused.substring(0, refused.length() - 300);
    String last = log(1, "--report", "part-1.json");
    Files.writeString(directory.resolve("pods.log"), refused + second + killed + last);

    CommandLineRun logs = merge("pods.log", "--report", "logs.json");
    CommandLineRun reports = merge("part-1.json", "part-2.json", "--report", "reports.json");

    // w4 was changed by the first pod of its part, and is ok for the last one.
    assertThat(logs.out()).startsWith("4 hosts: 1 ok, 3 changed, 0 failed, 0 unreachable");
    assertThat(logs.out()).isEqualTo(reports.out());
    assertThat(logs.err())
        .containsPattern("warning: pods.log: run \\S+ is left out: it has no end, as where a pod")
        .containsPattern("warning: pods.log, run \\S+: is left out: shard 1 of 2 was run again");
    assertThat(logs.exitCode()).isZero();
    assertThat(hostLines("logs.json")).isEqualTo(hostLines("reports.json")).hasSize(4);
  }

  /** Without times: the log and the report look at the clock one after the other. */
  private List<String> hostLines(String report) throws IOException {
    return file(report)
        .lines()
        .filter(line -> line.startsWith("{\"type\":\"host\""))
        .map(line -> line.replaceAll("\"time\":\"[^\"]*\",|,$", ""))
        .sorted()
        .toList();
  }

  @Test
  void logsThatWereReadAtOnceAreRefused() throws IOException {
    fleet();
    List<String> first = log(1).lines().toList();
    List<String> second = log(2).lines().toList();
    List<String> mixed = new ArrayList<>(first.subList(0, 2));
    mixed.addAll(second.subList(0, 2));
    mixed.addAll(first.subList(2, first.size()));
    mixed.addAll(second.subList(2, second.size()));
    Files.write(directory.resolve("pods.log"), mixed);

    CommandLineRun merged = merge("pods.log");

    assertThat(merged.err()).contains("pods.log: has the lines of several runs mixed");
    assertThat(merged.exitCode()).isEqualTo(5);
  }

  /** The first time with a report, then with --resume: what came last of a host counts. */
  @Test
  void aPartThatWasHaltedCountsWithWhatItsResumptionDid() throws IOException {
    LocalFleet fleet = fleet();
    fleet.breakDocker(HOSTS);
    String[] halting = {"--serial", "1", "--max-fail", "0"};
    twoShards("rollout", halting);

    CommandLineRun halted = merge("part-1.json", "part-2.json", "--report", "halted.json");

    assertThat(halted.out())
        .contains("shard 1 of 2: ", "; shard 2 of 2: ", "2 failed", "2 skipped");
    assertThat(halted.exitCode()).isEqualTo(8);
    assertThat(file("halted.json")).contains("\"hosts_done\":0,\"hosts_left\":2");

    Files.move(directory.resolve("part-1.json"), directory.resolve("first-1.json"));
    fleet.repairDocker(HOSTS);
    String id = file("first-1.json").replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    CommandLineRun.in(directory).run(words("rollout", "part-1.json", "--resume", id));

    CommandLineRun half = merge("first-1.json", "part-1.json", "part-2.json");

    assertThat(half.out()).contains("shard 2 of 2: ").doesNotContain("shard 1 of 2: ");
    assertThat(half.exitCode()).isEqualTo(8);
    String other = file("part-2.json").replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    Files.move(directory.resolve("part-2.json"), directory.resolve("first-2.json"));
    CommandLineRun.in(directory).run(words("rollout", "part-2.json", "--resume", other));

    CommandLineRun done = merge("first-1.json", "part-1.json", "first-2.json", "part-2.json");

    assertThat(done.out())
        .startsWith("4 hosts: 0 ok, 4 changed, 0 failed, 0 unreachable")
        .doesNotContain("halted");
    assertThat(done.exitCode()).isZero();
  }

  @Test
  void partsOfAnotherTrustOrKindAreRefused() throws IOException {
    fleet();
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

  /** A host that is not there would be counted as one that a halted rollout never had. */
  @ParameterizedTest
  @CsvSource({
    "a host was taken out, '(?m)^.\"type\":\"host\".*,$', ''",
    "the list of hosts is empty, '(?s)\"hosts\": \\[.*?\n\\]', '\"hosts\": []'",
    "no list of hosts, '(?s)\"hosts\": \\[.*?\n\\]', '\"hosts\": {}'",
    "another status of a host, '\"status\":\"would_change\"', '\"status\":\"failed\"'",
    "more hosts in the recap, '\"hosts\":2,\"ok\"', '\"hosts\":77,\"ok\"'",
    "halted without a reason, '\"halted\":false', '\"halted\":true'",
  })
  void aPartThatDoesNotAddUpIsRefused(String what, String pattern, String other)
      throws IOException {
    fleet();
    twoShards("diff");
    String whole = file("part-1.json");
    String altered = whole.replaceFirst(pattern, other);
    assertThat(altered).isNotEqualTo(whole);
    Files.writeString(directory.resolve("part-1.json"), altered);

    CommandLineRun merged = merge("part-1.json", "part-2.json", "--report", "m.json");

    assertThat(merged.err()).startsWith("hosttrust: part-1.json: does not add up: ");
    assertThat(merged.exitCode()).isEqualTo(5);
    assertThat(directory.resolve("m.json")).doesNotExist();
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
        "{\"type\":\"host\",\"host\":\"node1\"} | begins in the middle of a run",
        "{\"type\":\"run\",\"id\":\"1\"} | is no report: it has no run that came to its end",
        "hosttrust: error | is no report: it has no run that came to its end",
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
