// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts in batches to twelve hosts that do not go through at once. */
class TwelveHostsIT {
  private static final TestCa CA = TestCa.named("Harbor CA");
  private static final List<Long> ONCE_EACH = Collections.nCopies(12, 1L);
  private static final int KILLS = 10;
  private static final String TOOL = "/usr/sbin/update-ca-certificates";

  private static TwelveHosts hosts;

  @TempDir private Path directory;

  @BeforeAll
  static void startHosts() throws Exception {
    hosts = TwelveHosts.start();
  }

  @AfterAll
  static void stopHosts() {
    hosts.close();
  }

  @Test
  void failuresInTheSecondBatchKeepTheThirdAsItWasUntilTheRolloutIsResumed() throws IOException {
    hosts.starts();
    hosts.host(3).run("mv %1$s %1$s.away".formatted(TOOL));
    Fleet fleet = new Fleet("halted", "ansible_ssh_port=1");

    CommandLineRun halted = fleet.run("--max-fail", "1", "--forks", "1");

    hosts.host(3).run("mv %1$s.away %1$s".formatted(TOOL));
    assertThat(halted.out())
        .contains("batch 1 of 3 (1 host)", "batch 2 of 3 (3 hosts)")
        .doesNotContain("batch 3")
        .contains("halted in batch 2 of 3: 2 hosts failed or could not be reached")
        .contains("  done, 2 hosts: node[1-2]\n")
        .contains("12 hosts: 0 ok, 2 changed, 1 failed, 1 unreachable, 8 skipped");
    assertThat(halted.exitCode()).isEqualTo(8);
    assertThat(hosts.added("halted"))
        .isEqualTo(IntStream.rangeClosed(1, 12).mapToObj(n -> n <= 2 ? 1L : 0L).toList());
    assertThat(fleet.show())
        .contains(": not done, ended ")
        .containsPattern("changed +2 hosts: node\\[1-2]\n")
        .containsPattern("failed +1 host: node3\n")
        .containsPattern("unreachable +1 host: node4\n")
        .containsPattern("skipped +8 hosts: node\\[5-12]\n");

    hosts.hosts().forEach(TestHost::resetSshdLog);
    CommandLineRun resumed = new Fleet("halted", "").run("--resume", "last");

    assertThat(resumed.out()).contains("10 hosts: 0 ok, 10 changed, 0 failed, 0 unreachable");
    assertThat(resumed.exitCode()).isZero();
    assertThat(hosts.host(1).countConnections()).isZero();
    assertThat(hosts.added("halted")).isEqualTo(ONCE_EACH);
    assertThat(hosts.starts()).isEqualTo(ONCE_EACH);
    assertThat(fleet.show()).contains(": done, ended ").doesNotContain("owes");
  }

  @Test
  void killedAtTenRandomMomentsEachHostIsChangedOnceAndNoRestartIsForgotten() throws Exception {
    killTenTimes("patient", true);
  }

  /**
   * Where a host is looked at while it still finishes, what is not done by then is planned, and may
   * be done a second time.
   */
  @Test
  void killedAtTenRandomMomentsAndResumedAtOnceNoHostAndNoRestartIsForgotten() throws Exception {
    killTenTimes("impatient", false);
  }

  /**
   * Kills and resumes rollouts, and looks at what is left in the end. A moment is where the journal
   * has so many lines more, and then so many milliseconds later.
   *
   * @param patient whether the hosts finish what they began before the rollout is resumed
   */
  private void killTenTimes(String name, boolean patient) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    hosts.starts();
    int kills = 0;
    for (int rollout = 1; kills < KILLS; rollout++) {
      String anchor = name + rollout;
      Fleet fleet = new Fleet(anchor, "");
      List<String> begin = List.of();
      while (kills < KILLS && fleet.isKilled(begin, random.nextInt(6), random.nextInt(600))) {
        kills++;
        // A process that was killed before it had a journal leaves nothing to go on with.
        begin = fleet.hasJournal() ? List.of("--resume", "last") : List.of();
        if (patient) {
          hosts.awaitRest();
        }
      }
      String moment = "seed %d, rollout %d, %d kills: ".formatted(seed, rollout, kills);

      CommandLineRun last = fleet.run(begin.toArray(String[]::new));

      assertThat(last.exitCode()).as("%s%s", moment, last).isZero();
      assertThat(fleet.hostsDone())
          .as("%s%s", moment, fleet.journal())
          .containsExactlyInAnyOrderElementsOf(Fleet.NAMES);
      for (List<Long> counts : List.of(hosts.added(anchor), hosts.starts())) {
        assertThat(counts)
            .as("%s%s", moment, fleet.journal())
            .hasSize(12)
            .allMatch(count -> patient ? count == 1 : count >= 1);
      }
      assertThat(fleet.run("--check").out())
          .as(moment)
          .contains("12 hosts: 12 ok, 0 would change")
          .doesNotContain("restart");
    }
  }

  /** An operator's directory, from which one anchor is rolled out to the twelve hosts. */
  private final class Fleet {
    private static final List<String> NAMES =
        IntStream.rangeClosed(1, 12).mapToObj(n -> "node" + n).toList();

    private final Path home;
    private final String anchor;

    /**
     * @param fourth variables of the fourth host
     */
    Fleet(String anchor, String fourth) throws IOException {
      this.anchor = anchor;
      this.home = Files.createDirectories(directory.resolve(anchor));
      FleetDirectory fleet = new FleetDirectory(home, CA);
      for (int n = 1; n <= 12; n++) {
        fleet.host("node" + n, hosts.host(n), TestUser.ROOT, n == 4 ? fourth : "");
      }
      fleet.write();
    }

    private String[] rollout(List<String> more) {
      List<String> words = new ArrayList<>();
      words.addAll(List.of("rollout", "-F", "none", "-i", "hosts.ini", "--ca", "ca.crt"));
      words.addAll(List.of("--name", anchor, "--serial", "1,25%,100%"));
      words.addAll(List.of("--restart", "containerd"));
      words.addAll(more);
      return words.toArray(String[]::new);
    }

    CommandLineRun run(String... more) {
      return CommandLineRun.in(home).run(rollout(List.of(more)));
    }

    String show() {
      return CommandLineRun.in(home).run("show", "last").out();
    }

    /** The real program with SIGKILL; false if it ended before. */
    boolean isKilled(List<String> more, int lines, int millis) throws Exception {
      long begun = journal().lines().count();
      List<String> options = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
      ProcessBuilder builder = new ProcessBuilder(MainProcess.command(options, rollout(more)));
      builder.environment().put("XDG_STATE_HOME", home.resolve(".state").toString());
      Process process =
          builder
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("output").toFile())
              .start();
      while (process.isAlive() && journal().lines().count() < begun + lines) {
        Thread.sleep(5);
      }
      Thread.sleep(millis);
      process.destroyForcibly();
      int status = process.waitFor();
      assertThat(status).as(Files.readString(home.resolve("output"))).isIn(0, 128 + 9);
      return status != 0;
    }

    boolean hasJournal() throws IOException {
      return journal().contains("\n");
    }

    /** Each host as often as the journal says that it is done. */
    List<String> hostsDone() throws IOException {
      return journal()
          .lines()
          .filter(line -> line.contains("\"status\":"))
          .map(line -> line.replaceFirst(".*\"host\":\"(\\w+)\".*", "$1"))
          .toList();
    }

    /** All lines of the newest journal; none if there is none yet. */
    String journal() throws IOException {
      Path journals = home.resolve(".state/hosttrust/rollouts");
      if (!Files.exists(journals)) {
        return "";
      }
      try (Stream<Path> files = Files.list(journals)) {
        List<Path> sorted = files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
        return sorted.isEmpty() ? "" : Files.readString(sorted.getLast());
      }
    }
  }
}
