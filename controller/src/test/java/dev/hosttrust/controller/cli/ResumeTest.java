// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollout that did not get through, and what can be done with it afterwards. */
class ResumeTest {
  @TempDir private Path directory;

  private LocalFleet fleet;

  @BeforeEach
  void makeFleet() throws IOException {
    fleet = new LocalFleet(directory, "node1", "node2", "node3");
  }

  private CommandLineRun rollout(String... more) {
    return fleet.withTrust("rollout", more);
  }

  private static String id(CommandLineRun failed) {
    Matcher id = Pattern.compile("--resume (\\S+)\n").matcher(failed.out());
    assertThat(id.find()).as(failed.out()).isTrue();
    return id.group(1);
  }

  @Test
  void resumeRunsWhatIsNotDoneAndNothingElse() throws IOException {
    fleet.breakHost("node2");
    CommandLineRun first = rollout();
    String id = id(first);
    assertThat(first.exitCode()).isEqualTo(2);
    assertThat(fleet.run("show", id).out())
        .containsSubsequence(
            "Rollout " + id + ": not done",
            "changed       2 hosts: node[1,3]",
            "failed        1 host: node2",
            "ca-certificates.conf is missing",
            "Read back from node[1,3]",
            "To go on, in " + directory,
            "  hosttrust rollout --inventory hosts.ini --ca ca.crt --name harbor --resume " + id);
    fleet.repair("node2");

    CommandLineRun second = rollout("--resume", id);

    assertThat(second.out())
        .contains(
            "going on with the rollout " + id + ", on 1 of its 3 hosts\n",
            "changed       node2",
            "1 host: 0 ok, 1 changed, 0 failed")
        .doesNotContain("node1", "node3", "--resume");
    assertThat(second.exitCode()).isZero();
    assertThat(fleet.run("show", "last").out())
        .contains("Rollout " + id + ": done", "changed       3 hosts: ")
        .doesNotContain("To go on");
    CommandLineRun third = rollout("--resume", id);
    assertThat(third.out())
        .contains("nothing is left to do: every host of the rollout " + id + " is done");
    assertThat(third.exitCode()).isZero();
  }

  @Test
  void whatIsGoneIsShownAsGone() {
    TestCa.named("Another CA").writeTo(directory.resolve("other.crt"));
    fleet.run("rollout", "-i", "hosts.ini", "--ca", "other.crt", "--name", "other");
    rollout("--registry", "r.example.com");
    fleet.run(
        "remove",
        "-i",
        "hosts.ini",
        "--ca",
        "ca.crt",
        "--name",
        "harbor",
        "--registry",
        "r.example.com");

    assertThat(fleet.run("show", "last").out())
        .containsSubsequence(
            "Read back from node[1-3]\nharbor  SHA-256 ",
            "\n  not in /etc/ssl/certs/ca-certificates.crt\n",
            "\n  not in /etc/docker/certs.d/r.example.com/ca.crt\n")
        .doesNotContain("\n  in ");
  }

  @Test
  void retryFailedLeavesOutWhatWasNeverBegun() throws IOException {
    fleet.breakHost("node2");
    String id = id(rollout());
    assertThat(rollout("--retry-failed", "last", "--list-hosts").out())
        .isEqualTo("  hosts (1):\n    node2\n");
    String journal = Files.readString(fleet.journal(id));
    Files.writeString(
        fleet.journal(id),
        journal.lines().filter(line -> !line.contains("\"node3\",\"status\"")).toList().stream()
            .reduce("", (text, line) -> text + line + "\n"));

    assertThat(rollout("--resume", id, "--check").out())
        .contains("node2", "ok            node3", "2 hosts:");
    assertThat(rollout("--retry-failed", id).out())
        .contains("node2", "1 host:", "--resume %s in place of --retry-failed\n".formatted(id));
  }

  @Test
  void restartsThatAreOwedAreLeftToDoWhereTheyAreAskedFor() throws IOException {
    rollout();
    String id = fleet.run("history", "-o", "json").out().split("\"id\":\"")[1].split("\"")[0];
    Path journal = fleet.journal(id);
    Files.writeString(
        journal,
        Files.readString(journal)
            .replaceAll("(\"host\":\"node[12]\".*)\"stale\":\\[]", "$1\"stale\":[\"docker\"]"));

    assertThat(fleet.run("history").out()).contains("  3  done: 3 changed; 2 owe a restart\n");
    assertThat(fleet.run("show", id).out())
        .contains("owes a restart: docker on node[1-2]\n")
        .doesNotContain("To go on")
        .endsWith(
            "To restart what owes it, in %s:\n  hosttrust rollout --inventory hosts.ini --ca ca.crt"
                    .formatted(directory)
                + " --name harbor --resume %s --restart docker\n".formatted(id));
    assertThat(fleet.run("show", id, "-o", "json").out())
        .contains("\"changed\":3,\"stale\":2}", "\"status\":\"changed\",\"stale\":[\"docker\"]");
    assertThat(rollout("--resume", id, "--restart", "containerd").out())
        .contains(
            "every host of the rollout %s is done; 2 of them owe a restart, which --restart docker makes"
                .formatted(id));
    for (String flag : List.of("--resume", "--retry-failed")) {
      assertThat(rollout(flag, id, "--restart", "crio,docker", "--list-hosts").out())
          .isEqualTo("  hosts (2):\n    node1\n    node2\n");
    }

    CommandLineRun resumed = rollout("--resume", id, "--restart", "docker");

    assertThat(resumed.out()).contains("on 2 of its 3 hosts", "2 hosts: 2 ok");
    assertThat(fleet.run("show", id).out()).doesNotContain("owes a restart", "To restart");
  }

  @Test
  void anotherSpecIsRefusedAndTheDifferenceNamed() throws IOException {
    fleet.breakHost("node2");
    String id = id(rollout("-e", "colour=red"));
    TestCa.named("Another CA").writeTo(directory.resolve("ca.crt"));

    CommandLineRun refused =
        rollout("--registry", "r.example.com", "--store", "system,podman", "--resume", id);

    assertThat(refused.exitCode()).isEqualTo(5);
    String end = "; go on with what the rollout began with, or roll out anew without --resume";
    assertThat(refused.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "hosttrust: node1 and 2 more: --resume: the anchor 'harbor' had"
                            + " the certificate with SHA-256 ")
                    .endsWith(end),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "hosttrust: node1 and 2 more: --resume: the registries of the anchor"
                            + " 'harbor' were none, and are r.example.com now"
                            + end),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "hosttrust: node1 and 2 more: --resume: the stores were system,docker, and are"
                            + " system,podman now"
                            + end));
    assertThat(fleet.run("show", id).out()).doesNotContain("resumed");
  }

  @Test
  void hostsThatAreNewOrGoneAreTold() throws IOException {
    fleet.breakHost("node1");
    fleet.breakHost("node2");
    String id = id(rollout());
    Path inventory = fleet.inventory();
    Files.writeString(inventory, Files.readString(inventory).replaceFirst("node1 ", "added "));
    fleet.repair("node2");

    CommandLineRun run = rollout("--resume", id);

    assertThat(run.out())
        .contains(
            "warning: --resume " + id + ": 1 host is not part of the rollout, and left out: added",
            "warning: --resume " + id + ": 1 host is left to do, but not selected any more: node1",
            "1 host: 0 ok, 1 changed");
  }

  @Test
  void selectingNoneOfTheHostsThatAreLeftIsRefused() throws IOException {
    fleet.breakHost("node2");
    String id = id(rollout());

    CommandLineRun run = rollout("--resume", "last", "-l", "node1");

    assertThat(run.err())
        .isEqualTo(
            "hosttrust: --resume %s: none of the hosts that are left to do (node2) is selected;"
                    .formatted(id)
                + " check -i, -l and --plan\n");
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(fleet.run("show", id).out()).doesNotContain("resumed");
  }

  @Test
  void idsThatMeanNothingAreRefused() {
    assertThat(rollout("--resume", "last").err()).contains("there is no rollout yet in ");
    assertThat(rollout("--resume", "20261126-061200-3f9c").err())
        .contains("there is no rollout '20261126-061200-3f9c' in ");
    assertThat(rollout("--resume", "last", "--retry-failed", "last"))
        .returns(5, CommandLineRun::exitCode)
        .extracting(CommandLineRun::err)
        .asString()
        .contains("--resume and --retry-failed: give one of them");
  }

  @Test
  void historyIsATableForPeopleAndLinesForPrograms() throws IOException {
    assertThat(fleet.run("history").out()).startsWith("There is no rollout yet in ");
    fleet.breakHost("node2");
    String failed = id(rollout("-e", "ansible_user=demo ansible_password=hunter2"));
    fleet.repair("node2");
    rollout();
    Files.writeString(fleet.journal("20200101-000000-0000"), "{}\n");

    String text = fleet.run("history").out();

    assertThat(text.lines()).allMatch(line -> line.length() <= 80 || line.contains("damaged"));
    assertThat(text)
        .containsSubsequence(
            "BEGUN (UTC)",
            "  3  done: 2 ok, 1 changed",
            failed,
            "  3  not done: 2 changed, 1 failed",
            "  rollout --inventory hosts.ini --ca ca.crt",
            "20200101-000000-0000",
            "is damaged in its first line");
    assertThat(fleet.run("history", "-o", "json").out().lines())
        .hasSize(3)
        .anyMatch(
            line ->
                line.contains("\"id\":\"" + failed + "\",\"standing\":\"not_done\"")
                    && line.endsWith("\"hosts\":3,\"changed\":2,\"failed\":1}"));
    assertThat(fleet.run("show", failed, "-o", "json").out().lines())
        .anyMatch(
            line ->
                line.contains("\"host\":\"node2\",\"status\":\"failed\",\"reasons\":[\"")
                    && line.contains("\"stores\":\"system,docker\""))
        .anyMatch(line -> line.contains("\"evidence\":[{\"store\":\"system\""));
  }

  @Test
  void aHaltedRolloutIsResumedWithItsBatches() throws IOException {
    fleet.breakHost("node2");
    String[] batches = {"--canary", "node1", "--serial", "1", "--max-fail", "0", "--pause", "0"};
    CommandLineRun halted = rollout(batches);
    assertThat(halted.exitCode()).isEqualTo(8);
    assertThat(fleet.run("show", id(halted)).out())
        .contains("changed       1 host: node1", "failed        1 host: node2", "node3");
    fleet.repair("node2");

    CommandLineRun resumed =
        rollout(
            Stream.concat(Stream.of(batches), Stream.of("--resume", "last"))
                .toArray(String[]::new));

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out()).contains("on 2 of its 3 hosts", "2 hosts: 0 ok, 2 changed");
  }

  /** In a container, or as a service, a user may have no place for it. */
  @Test
  void withoutAPlaceForAJournalTheRolloutGoesOn() throws IOException {
    Path file = Files.writeString(directory.resolve("no-directory"), "");
    fleet.breakHost("node2");

    CommandLineRun run =
        CommandLineRun.in(directory)
            .with("XDG_STATE_HOME", file.toString())
            .run(LocalFleet.wordsWithTrust("rollout"));

    assertThat(run.out())
        .contains("warning: no journal is kept", file.toString(), "1 failed")
        .endsWith(
            "\nTo go on: mend what failed, then run the same command again: hosts that are done are"
                + " only looked at\n");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void aDryRunKeepsNone() {
    fleet.withTrust("diff");

    assertThat(directory.resolve(".state")).doesNotExist();
  }

  @Test
  void noSecretIsInTheJournalOrThePlan() throws IOException {
    Files.writeString(directory.resolve("login"), "S3cret-of-a-file\n");
    Files.writeString(directory.resolve("vars.yml"), "ansible_become_password: S3cret-of-vars\n");
    String[] secrets = {
      "-e", "ansible_password=S3cret-of-e",
      "-e", "my_ansible_pass='S3cret quoted'",
      "-e", "{\"ansible_become_password\": \"S3cret-in-json\"}",
      "-e", "@vars.yml",
      "-k", "-K",
    };
    Path inventory = fleet.inventory();
    Files.writeString(
        inventory, Files.readString(inventory) + "ansible_ssh_pass=S3cret-of-the-inventory\n");

    fleet.breakHost("node2");
    withSecrets("rollout", secrets, "--become-password-file", "login");
    withSecrets("diff", secrets, "--out", "plan.json");

    try (Stream<Path> files = Files.walk(directory.resolve(".state"))) {
      List<Path> kept =
          Stream.concat(files, Stream.of(directory.resolve("plan.json")))
              .filter(Files::isRegularFile)
              .toList();
      assertThat(kept).hasSize(2);
      for (Path file : kept) {
        assertThat(file).content().contains("node2").doesNotContainIgnoringCase("s3cret");
      }
    }
    assertThat(fleet.run("show", "last").out())
        .contains(
            "--extra-vars 'ansible_password=***' --extra-vars '***' --extra-vars '***'"
                + " --extra-vars @vars.yml --ask-pass")
        .containsPattern(
            "(?m)^To go on, in .*\n  hosttrust rollout [^*\n]*--extra-vars @vars.yml [^*\n]*--resume \\S+\n"
                + "  with these as well, whose values no journal keeps: -e ansible_password=\\*\\*\\*"
                + " -e \\*\\*\\* -e \\*\\*\\*$");
  }

  private void withSecrets(String command, String[] secrets, String... more) {
    String[] all = Stream.concat(Stream.of(secrets), Stream.of(more)).toArray(String[]::new);
    CommandLineRun run =
        CommandLineRun.in(directory)
            .typing("S3cret-typed")
            .run(LocalFleet.wordsWithTrust(command, all));
    assertThat(run.out()).as(run.err()).contains("3 hosts: ");
  }
}
