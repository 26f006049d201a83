// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches and limits from the command line to the exit code, on hosts that cannot be reached. */
class BatchesOnCommandLineTest {
  private static final String INVENTORY =
      """
      [west]
      w1 hosttrust_order=last
      w2
      w3
      [east]
      e1
      e2
      [canaries]
      e2
      [west:vars]
      hosttrust_zone=west
      [east:vars]
      hosttrust_zone=east
      [all:vars]
      ansible_host=127.0.0.1
      ansible_port=1
      """;

  @TempDir private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));
    Files.writeString(directory.resolve("hosts"), INVENTORY);
  }

  private CommandLineRun run(String command, String options) {
    String line = command + " -F none -i hosts --ca ca.crt --name a " + options;
    return CommandLineRun.in(directory).run(line.split(" "));
  }

  /** The batches, each with its hosts. */
  private static List<String> turns(CommandLineRun run) {
    return run.out()
        .lines()
        .filter(line -> line.startsWith("batch") || line.startsWith("unreachable"))
        .map(line -> line.replaceFirst("^unreachable +(\\S+).*", "$1"))
        .toList();
  }

  @Test
  void thereIsOneLimitOfEachKind() {
    for (String limits : new String[] {"3,4", "3,10%,5", "10%,20%"}) {
      assertThat(run("diff", "--max-fail " + limits).err())
          .contains(
              "--max-fail %s: give one number of hosts and one percentage at most"
                  .formatted(limits));
    }
  }

  @Test
  void zonesComeOneAfterTheOtherTheCanaryFirstAndTheLastOneLast() {
    CommandLineRun run =
        run("diff", "--order zones --serial 1,2 --canary canaries -f 1 --max-fail 99");

    assertThat(turns(run))
        .containsExactly(
            "batch 1 of 5 (1 host)",
            "e2",
            "batch 2 of 5 (1 host)",
            "w2",
            "batch 3 of 5 (1 host)",
            "w3",
            "batch 4 of 5 (1 host)",
            "e1",
            "batch 5 of 5 (1 host)",
            "w1");
    assertThat(run.exitCode()).isEqualTo(4);
  }

  @Test
  void hostsAreListedInTheBatchesInWhichTheyWouldRun() {
    String batching = "--order zones --serial 1,2 --canary canaries";

    assertThat(run("rollout", batching + " --list-hosts").out())
        .isEqualTo(
            """
              hosts (5):
                batch 1 of 5 (1 host), canary:
                  e2
                batch 2 of 5 (1 host):
                  w2
                batch 3 of 5 (1 host):
                  w3
                batch 4 of 5 (1 host):
                  e1
                batch 5 of 5 (1 host):
                  w1
            """);
    assertThat(run("rollout", "--list-hosts --order sorted").out())
        .isEqualTo("  hosts (5):\n    e1\n    e2\n    w2\n    w3\n    w1\n");
    assertThat(run("rollout", "--list-hosts --order shuffle --serial 50%").out())
        .startsWith("  hosts (5, shuffled anew each time):\n    batch 1 of 3 (2 hosts):\n");
    assertThat(run("rollout", "--list-hosts --serial 0").exitCode()).isEqualTo(5);
  }

  @Test
  void aRunThatIsHaltedSaysSoAndEndsWith8() {
    CommandLineRun run = run("rollout", "--serial 2 --max-fail 1 -f 1");

    assertThat(turns(run)).containsExactly("batch 1 of 3 (2 hosts)", "w2", "w3");
    assertThat(run.out())
        .contains(
            """
            halted in batch 1 of 3: 2 hosts failed or could not be reached, more than --max-fail 1 allows
              not done, and left as they were, 3 hosts: e[1-2], w1

            5 hosts: 0 ok, 0 changed, 0 failed, 2 unreachable, 3 skipped\
            """)
        .containsPattern(
            "\\)\nTo go on: mend what failed, then run the same command with --resume \\S+\n$")
        .containsOnlyOnce("same command");
    assertThat(run.exitCode()).isEqualTo(8);
  }

  @Test
  void theLimitHaltsADryRunTooAndJsonTellsIt() {
    CommandLineRun run = run("diff", "--serial 2 -f 1 -o json");

    assertThat(run.out().lines().filter(line -> !line.matches(".*\"type\":\"(host|warning)\".*")))
        .satisfiesExactly(
            line -> assertThat(line).contains("\"type\":\"run\""),
            line -> assertThat(line).contains("\"type\":\"anchor\""),
            line -> assertThat(line).contains("\"batch\":1,\"batches\":3,\"hosts\":2"),
            line ->
                assertThat(line)
                    .contains(
                        "\"type\":\"halted\"",
                        "\"reason\":\"every host of this batch failed or could not be reached, and"
                            + " there is no --max-fail\"",
                        "\"batch\":1,\"batches\":3,\"hosts_done\":0,\"hosts_left\":3"),
            line -> assertThat(line).contains("\"skipped\":3", "\"halted\":true"));
    assertThat(run.exitCode()).isEqualTo(8);
  }

  @Test
  void aDryRunThatIsHaltedIsRunAgainFromTheBeginning() {
    assertThat(run("diff", "--serial 2 -f 1").out())
        .endsWith("\nTo go on: mend what failed, then run the same command again\n");
    assertThat(run("diff", "--max-fail 100%").out()).doesNotContain("To go on");
  }

  @Test
  void hostsThatCannotBeReachedDoNotCountIfTheyAreToBeIgnored() {
    CommandLineRun run = run("rollout", "--serial 2 --max-fail 0 --ignore-unreachable");

    assertThat(run.out()).contains("5 unreachable").doesNotContain("halted");
    assertThat(run.exitCode()).isEqualTo(4);
  }

  @Test
  void withoutTheFlagsThereIsNoWordOfBatches() {
    for (String format : List.of("text", "json")) {
      assertThat(run("rollout", "-o " + format).out()).doesNotContain("batch");
    }
  }

  @Test
  void aDryRunListsHostsInTheOrderOfTheirTurns() {
    Stream<String> lines = turns(run("diff", "--order reverse_sorted --max-fail 99")).stream();

    assertThat(lines).containsExactly("w3", "w2", "e2", "e1", "w1");
  }
}
