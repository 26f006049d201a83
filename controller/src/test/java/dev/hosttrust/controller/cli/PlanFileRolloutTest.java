// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run whose plans are reviewed in a file, and then carried out. */
class PlanFileRolloutTest {
  @TempDir private Path directory;

  private LocalFleet fleet;

  @BeforeEach
  void makeFleet() throws IOException {
    fleet = new LocalFleet(directory, "node1", "node2", "node3");
  }

  private CommandLineRun diff(String... more) {
    return fleet.withTrust(
        "diff",
        Stream.concat(Stream.of("--out", "plan.json"), Stream.of(more)).toArray(String[]::new));
  }

  private CommandLineRun rollout(String... more) {
    List<String> words = List.of("rollout", "--plan", "plan.json");
    return fleet.run(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
  }

  /** Every file of a host's tree with its content. */
  private SortedMap<String, String> tree(String host) throws IOException {
    SortedMap<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(fleet.root(host))) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        tree.put(path.toString(), Files.readString(path));
      }
    }
    return tree;
  }

  @Test
  void exactlyWhatWasReviewedIsDone() {
    CommandLineRun diff = diff();
    assertThat(diff.out())
        .contains("3 hosts: 0 ok, 3 would change")
        .endsWith(
            "\nThe plan is in plan.json; to carry it out: hosttrust rollout --plan plan.json, with the"
                + " same options for logging in and becoming root\n");
    assertThat(diff.exitCode()).isZero();
    assertThat(directory.resolve("plan.json")).content().containsOnlyOnce("+local/harbor.crt");

    CommandLineRun first = rollout();
    CommandLineRun second = rollout();

    assertThat(first.out())
        .contains("harbor  CN=Harbor CA", "3 hosts: 0 ok, 3 changed")
        .doesNotContain("warning");
    assertThat(second.out()).contains("3 hosts: 3 ok, 0 changed");
  }

  @Test
  void aHostThatChangedInBetweenIsRefusedByNameAndNotTouched() throws IOException {
    diff();
    Files.writeString(fleet.root("node2").resolve("etc/ca-certificates.conf"), "# by hand\n");
    SortedMap<String, String> before = tree("node2");

    CommandLineRun check = rollout("--check");
    CommandLineRun run = rollout();

    String refusal =
        "(?m)^failed +node2  the host is not as it was reviewed: /etc/ca-certificates.conf has changed"
            + " its content; nothing was written; see 'hosttrust diff', and make a new plan$";
    assertThat(check.out())
        .containsPattern(refusal)
        .contains("3 hosts: 0 ok, 2 would change, 1 failed");
    assertThat(run.out()).containsPattern(refusal).contains("3 hosts: 0 ok, 2 changed, 1 failed");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(tree("node2")).isEqualTo(before);
    assertThat(run.out())
        .containsPattern(
            "To go on: mend what failed, then run the same command with --resume \\S+; for hosts that"
                + " are not as they were reviewed, with --plan NEW in place of plan.json, after"
                + " 'hosttrust diff -l HOSTS --out NEW'");

    fleet.withTrust("diff", "-l", "node2", "--out", "NEW");
    assertThat(fleet.run("rollout", "--plan", "NEW", "--resume", "last").out())
        .contains("1 host: 0 ok, 1 changed");
  }

  @Test
  void aHostThatWasFineAndIsNotAnyMoreIsRefused() throws IOException {
    fleet.withTrust("rollout");
    diff();
    Files.delete(fleet.root("node3").resolve("usr/share/ca-certificates/local/harbor.crt"));

    assertThat(rollout().out())
        .contains("nothing was to be done when the plan was made")
        .contains("3 hosts: 2 ok, 0 changed, 1 failed");
  }

  @Test
  void hostsWithoutAPlanAreLeftOutAndTold() throws IOException {
    fleet.breakHost("node2");
    CommandLineRun diff = diff("-l", "node1,node2");
    assertThat(diff.exitCode()).isEqualTo(2);
    fleet.repair("node2");

    assertThat(rollout().out())
        .contains(
            "warning: --plan plan.json: 1 host is left out, because the dry run could not make a plan:"
                + " node2",
            "warning: --plan plan.json: 1 host is not part of the plan, and left out: node3",
            "1 host: 0 ok, 1 changed");
  }

  @Test
  void aPlanOfOtherHostsEndsBeforeAnyHostAndWithoutAJournal() throws IOException {
    diff("-l", "node1");

    CommandLineRun run = rollout("-l", "node2,node3");

    assertThat(run.err())
        .isEqualTo(
            "hosttrust: --plan plan.json: none of its hosts (node1) is selected; see what -i and -l"
                + " select with --list-hosts\n");
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(rollout("-l", "node2", "--list-hosts").exitCode()).isEqualTo(5);
    assertThat(fleet.run("history").out()).startsWith("There is no rollout yet");
  }

  @Test
  void aPlanThatDoesNotNameWhereItsHostsAreFromSaysWhatToAdd() {
    String inventory =
        """
        {"_meta": {"hostvars": {"node1": {"ansible_connection": "local", "hosttrust_root": "%s"}}},
         "all": {"hosts": ["node1"]}}
        """
            .formatted(fleet.root("node1"));
    CommandLineRun.in(directory)
        .reading(inventory)
        .run("diff", "-i", "-", "--ca", "ca.crt", "--name", "harbor", "--out", "plan.json");

    assertThat(rollout().err())
        .isEqualTo(
            "hosttrust: --plan plan.json: its hosts came from a cluster or from standard input, which"
                + " a plan does not name; add --kube-nodes or -i as it was given to 'hosttrust diff'\n");
  }

  @Test
  void trustThatIsSaidAgainMustBeTheSame() {
    diff("--store", "system");
    assertThat(rollout("--ca", "ca.crt", "--name", "harbor", "-l", "node1").out())
        .contains(
            "warning: --plan plan.json: 2 hosts are part of the plan, but not selected: node[2-3]")
        .contains("1 host: 0 ok, 1 changed");
    TestCa.named("Another CA").writeTo(directory.resolve("ca.crt"));

    CommandLineRun run = rollout("--ca", "ca.crt", "--name", "harbor", "--store", "auto");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err())
        .contains("node1 and 2 more: --plan: the anchor 'harbor' had the certificate with SHA-256 ")
        .contains("node1 and 2 more: --plan: the stores were system, and are auto now")
        .contains("; leave it to the plan file, or make a new one");
  }

  @Test
  void restartsThatAreSaidAgainMustBeTheSame() {
    diff("--restart", "docker");
    assertThat(rollout().out()).contains("3 hosts: 0 ok, 3 changed");

    CommandLineRun run = rollout("--restart", "k3s");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err())
        .contains("node1 and 2 more: --plan: the daemons to restart were docker, and are k3s now");
  }

  @Test
  void aPlanThatCannotBeReadOrWrittenEndsBeforeAnyHost() throws IOException {
    assertThat(rollout().err())
        .startsWith("hosttrust: " + directory.resolve("plan.json") + ": there is no such file")
        .doesNotContain("no hosts");
    diff();
    Path plan = directory.resolve("plan.json");
    Files.writeString(plan, Files.readString(plan).replace("node1", "node9"));
    CommandLineRun altered = rollout();
    assertThat(altered.err()).contains("was altered after hosttrust wrote it; review it again");
    assertThat(altered.exitCode()).isEqualTo(5);
    assertThat(fleet.withTrust("diff", "--out", "no/where.json").err())
        .isEqualTo(
            "hosttrust: --out no/where.json: there is no directory %s; make it, or name another one\n"
                .formatted(directory.resolve("no")));
    assertThat(fleet.withTrust("diff", "--out", ".").err())
        .isEqualTo("hosttrust: --out .: is a directory; name a file\n");
  }

  /** What came of the hosts is told, and decides on the exit code. */
  @Test
  void aPlanThatCannotBeWrittenAtTheEndHidesNothing() throws IOException {
    Files.createDirectory(directory.resolve("plans"));
    // An inventory that takes the directory away when it is asked for its hosts.
    Path thief = directory.resolve("thief");
    Files.writeString(thief, "#!/bin/sh\nrmdir plans\necho '{\"_meta\": {\"hostvars\": {}}}'\n");
    Files.setPosixFilePermissions(thief, PosixFilePermissions.fromString("rwx------"));
    String[] words = {"-i", "thief", "--out", "plans/plan.json"};

    CommandLineRun run = fleet.withTrust("diff", words);
    Files.createDirectory(directory.resolve("plans"));
    fleet.breakHost("node2");
    CommandLineRun failed = fleet.withTrust("diff", words);

    assertThat(run.err()).startsWith("hosttrust: the plan was not written: ");
    assertThat(run.out()).contains("3 hosts: 0 ok, 3 would change");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(failed.err()).startsWith("hosttrust: the plan was not written: ");
    assertThat(failed.exitCode()).isEqualTo(2);
  }

  @Test
  void aPlanIsCarriedOutFromAnotherDirectory() throws IOException {
    diff();
    Path other = Files.createDirectory(directory.resolve("other"));

    CommandLineRun run =
        CommandLineRun.in(other)
            .run("rollout", "--plan", directory.resolve("plan.json").toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("3 hosts: 0 ok, 3 changed");

    Files.delete(fleet.inventory());
    assertThat(rollout().err())
        .isEqualTo(
            "hosttrust: --plan plan.json: its inventory %s is not there; name it with -i\n"
                .formatted(fleet.inventory()));
  }

  @Test
  void aRolloutOfAPlanIsResumedWithThePlan() throws IOException {
    diff();
    fleet.breakHost("node2");
    assertThat(rollout().out()).contains("2 changed, 1 failed", "--resume ");
    fleet.repair("node2");

    assertThat(rollout("--resume", "last").out()).contains("1 host: 0 ok, 1 changed");
    assertThat(fleet.run("show", "last").out()).contains("changed       3 hosts: ");
  }
}
