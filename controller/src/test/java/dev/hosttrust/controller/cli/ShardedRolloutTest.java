// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code --shard} on the command line. Of three shards, the first has node2 and node3, the second
 * node1, and the third no host.
 */
class ShardedRolloutTest {
  @TempDir private Path directory;

  private LocalFleet fleet;

  @BeforeEach
  void makeFleet() throws IOException {
    fleet = new LocalFleet(directory, "node1", "node2", "node3");
  }

  private CommandLineRun shard(String shard, String... more) {
    String[] words = LocalFleet.wordsWithTrust("rollout", more);
    return CommandLineRun.in(directory)
        .with("JOB_COMPLETION_INDEX", "1")
        .run(Stream.concat(Stream.of(words), Stream.of("--shard", shard)).toArray(String[]::new));
  }

  @Test
  void takesTheHostsOfTheShard() {
    assertThat(shard("1/3", "--list-hosts").out())
        .isEqualTo("  hosts (2, shard 1 of 3):\n    node2\n    node3\n");

    CommandLineRun run = shard("1/3");

    assertThat(run.out())
        .containsSubsequence(
            "shard 1 of 3: 2 of the 3 selected hosts\n",
            "changed       node2",
            "Read back from node[2-3]",
            "2 hosts: 0 ok, 2 changed")
        .doesNotContain("node1");
    assertThat(run.exitCode()).isZero();
    assertThat(Files.exists(fleet.root("node1").resolve("etc/docker"))).isFalse();
  }

  /** The job's pods are numbered from 0, and this is the second one. */
  @Test
  void takesTheIndexOfAnIndexedJob() {
    assertThat(shard("job/3", "--list-hosts").out())
        .isEqualTo("  hosts (1, shard 2 of 3):\n    node1\n");
  }

  @Test
  void everyOutputSaysWhichShardItIs() throws IOException {
    CommandLineRun run =
        shard(
            "2/3",
            "-o",
            "json",
            "--log-file",
            "log",
            "--report",
            "r.json",
            "--report",
            "r.xml",
            "--report",
            "r.prom",
            "--report",
            "r.html");

    assertThat(run.out()).containsPattern("\"type\":\"run\",.*\"shard\":2,\"shards\":3}");
    assertThat(file("log")).contains(" rollout, shard 2 of 3, 1 host\n");
    assertThat(file("r.json")).contains("\"shard\":2,\"shards\":3}");
    assertThat(file("r.xml")).contains("<property name=\"shard\" value=\"2/3\"/>");
    assertThat(file("r.prom")).containsPattern("hosttrust_run_info\\{.*,shard=\"2/3\"} 1\n");
    assertThat(file("r.html")).contains("<dt>Shard</dt><dd>2 of 3</dd>");
  }

  private String file(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  @Test
  void oneSelectedHostIsOneHost() throws IOException {
    assertThat(shard("3/3", "-l", "node1").out())
        .contains("shard 3 of 3: not the one selected host\n");
    assertThat(shard("1/3", "-l", "node2").out())
        .contains("shard 1 of 3: with the one selected host\n");
  }

  @Test
  void aShardWithoutAHostIsFine() throws IOException {
    CommandLineRun run = shard("3/3", "--report", "r.json");

    assertThat(run.out())
        .contains("shard 3 of 3: none of the 3 selected hosts\n", "0 hosts: 0 ok, 0 changed");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(file("r.json")).contains("\"hosts\":0");
    assertThat(fleet.run("show", "last").out()).contains(", shard 3 of 3: done");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4 | names no part of the fleet; write such as 2/4",
        "a/4 | names no part of the fleet",
        "0/4 | there is no shard 0 of 4; they are 1/4 to 4/4",
        "5/4 | there is no shard 5 of 4; they are 1/4 to 4/4",
        "1/0 | there cannot be 0 shards; give a number from 1 to 10000",
        "1/20000 | there cannot be 20000 shards",
        "job/1 | JOB_COMPLETION_INDEX is 1, and counts from 0; give the Job's number of",
      })
  void whatIsNoShardIsToldBeforeAHostIsTouched(String value, String message) {
    CommandLineRun run = shard(value);

    assertThat(run.err()).startsWith("hosttrust: --shard " + value + ": " + message);
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(5);
  }

  @Test
  void outsideOfAJobThereIsNoIndex() {
    assertThat(fleet.withTrust("diff", "--shard", "job/4").err())
        .startsWith("hosttrust: --shard job/4: JOB_COMPLETION_INDEX is not set; Kubernetes sets it")
        .endsWith("elsewhere write such as 1/4\n");
    String[] words = LocalFleet.wordsWithTrust("diff", "--shard", "job/4");
    assertThat(CommandLineRun.in(directory).with("JOB_COMPLETION_INDEX", "x").run(words).err())
        .isEqualTo(
            "hosttrust: --shard job/4: JOB_COMPLETION_INDEX is 'x'; it must be a number from 0\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ansible_connection=winrm", "hosttrust_order=first"})
  void whatIsWrongWithAHostOfAnotherShardIsToldByAll(String variable) throws IOException {
    String inventory = Files.readString(fleet.inventory());
    Files.writeString(
        fleet.inventory(), inventory.replaceFirst("node1 ", "node1 " + variable + " "));

    CommandLineRun run = shard("1/3");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.err()).contains("node1", variable.replaceFirst("=.*", ""));
    assertThat(Files.exists(fleet.root("node2").resolve("etc/docker"))).isFalse();
  }

  @Test
  void aRolloutIsGoneOnWithInItsShard() throws IOException {
    fleet.breakHost("node1");
    String id = id(shard("job/3"));
    assertThat(fleet.run("show", id).out())
        .contains(
            "Rollout %s, shard 2 of 3: not done".formatted(id),
            "--shard 2/3 --resume " + id); // which does without the variable
    fleet.repair("node1");

    assertThat(shard("1/3", "--resume", id).err())
        .isEqualTo(
            "hosttrust: --resume %s: is shard 2 of 3, and not shard 1 of 3; leave --shard out\n"
                .formatted(id));
    CommandLineRun second = fleet.withTrust("rollout", "--resume", id);

    assertThat(second.out())
        .contains("shard 2 of 3: 1 of the 3", "changed       node1", "1 host: 0 ok, 1 changed")
        .doesNotContain("warning", "node2");
    assertThat(fleet.run("history", "-o", "json").out()).contains("\"shard\":2,\"shards\":3,");
  }

  @Test
  void aRolloutOfTheWholeFleetIsNotGoneOnWithInShards() throws IOException {
    fleet.breakHost("node1");
    String id = id(fleet.withTrust("rollout"));

    assertThat(shard("1/3", "--resume", id).err())
        .contains("is of the whole fleet, and not shard 1 of 3; leave --shard out");
  }

  private static String id(CommandLineRun failed) {
    return Pattern.compile("--resume (\\S+)\n")
        .matcher(failed.out())
        .results()
        .findFirst()
        .map((MatchResult found) -> found.group(1))
        .orElseThrow(() -> new AssertionError(failed.toString()));
  }

  @Test
  void aPlanForTheWholeFleetIsCarriedOutInShards() {
    fleet.withTrust("diff", "--out", "plan.json");

    CommandLineRun second = fleet.run("rollout", "--plan", "plan.json", "--shard", "2/3");
    CommandLineRun third = fleet.run("rollout", "--plan", "plan.json", "--shard", "3/3");

    assertThat(second.out()).contains("1 host: 0 ok, 1 changed").doesNotContain("warning");
    assertThat(third.out()).contains("none of the 3 selected hosts").doesNotContain("warning");
    assertThat(third.exitCode()).isZero();
  }

  @Test
  void aPlanOfAShardIsCarriedOutInThatShard() {
    fleet.withTrust("diff", "--shard", "1/3", "--out", "plan.json");

    assertThat(fleet.run("rollout", "--plan", "plan.json", "--shard", "2/3").err())
        .isEqualTo(
            "hosttrust: --plan plan.json: is a plan for shard 1 of 3, and not for shard 2 of 3;"
                + " leave --shard out, or name the plan for that shard\n");
    assertThat(fleet.run("rollout", "--plan", "plan.json").out())
        .contains("shard 1 of 3: 2 of the 3", "2 hosts: 0 ok, 2 changed")
        .doesNotContain("warning");
  }

  @Test
  void canariesOfAnotherShardAreNotMissed() {
    CommandLineRun run = shard("1/3", "--canary", "node1");

    assertThat(run.out()).contains("2 hosts: 0 ok, 2 changed").doesNotContain("batch");
    assertThat(shard("1/3", "--canary", "node1", "-l", "node2,node3").err())
        .isEqualTo("hosttrust: --canary node1: none of these hosts is selected by -l\n");
  }

  /** A fleet that cannot be served is an error; a shard that cannot be is not. */
  @Test
  void hostsThatAreNotServedCountInTheWholeFleet() throws IOException {
    String reason = " hosttrust_not_served='no SSH'";
    String inventory = Files.readString(fleet.inventory());
    Files.writeString(fleet.inventory(), inventory.replaceFirst("(?m)^node1 .*", "$0" + reason));

    CommandLineRun second = shard("2/3");
    assertThat(second.out()).contains("node1: not served: no SSH", "1 not served");
    assertThat(second.exitCode()).isZero();
    assertThat(shard("1/3").out()).contains("2 hosts: ").doesNotContain("not served");

    Files.writeString(fleet.inventory(), inventory.replaceAll("(?m)^node. .*", "$0" + reason));
    assertThat(shard("2/3").err()).endsWith("no host is left that can be served\n");
  }

  @Test
  void allShardsTellTheTrustOfTheWholeFleetAndRefuseTheSame() throws IOException {
    TestCa.named("Other CA").writeTo(directory.resolve("other.crt"));
    String inventory = Files.readString(fleet.inventory());
    Files.writeString(
        fleet.inventory(),
        inventory.replaceFirst("(?m)^node1 .*", "$0 hosttrust_ca=other.crt hosttrust_name=quay"));
    String whole = anchors(fleet.withTrust("diff"));
    assertThat(whole).contains("quay  CN=Other CA", "harbor  CN=Harbor CA");

    for (String shard : new String[] {"1/3", "2/3", "3/3"}) {
      assertThat(anchors(shard(shard, "--check"))).as(shard).isEqualTo(whole);
    }
    Files.delete(directory.resolve("other.crt"));
    assertThat(shard("1/3").err()).contains("other.crt");
  }

  private static String anchors(CommandLineRun run) {
    return run.out().substring(0, run.out().indexOf("\n\n"));
  }
}
