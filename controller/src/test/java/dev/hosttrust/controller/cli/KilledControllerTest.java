// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.demo.DemoFleet;
import dev.hosttrust.testhosts.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real program, killed with SIGKILL in the middle of a rollout to hosts that live on. */
class KilledControllerTest {
  private DemoFleet fleet;

  @BeforeEach
  void startFleet() throws Exception {
    fleet = DemoFleet.start();
  }

  @AfterEach
  void stopFleet() throws IOException {
    fleet.close();
  }

  @Test
  void nothingThatAHostConfirmedIsLostAndNoHostIsDoneTwice() throws Exception {
    Path changing = fleet.directory().resolve("changing");
    Path hook = fleet.directory().resolve("node2/etc/ca-certificates/update.d/wait");
    Files.writeString(hook, waitingHook(changing));
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    Process first = start();
    Patience.until(() -> Files.exists(changing), this::journal);

    CommandLineRun whileItRuns = resume();
    String out = kill(first);
    Files.delete(hook);
    Files.delete(changing);

    assertThat(whileItRuns.err()).contains(" still runs; wait for its end");
    assertThat(out).contains("changed       node1").doesNotContain("node2");
    assertThat(CommandLineRun.in(fleet.directory()).run("show", "last").out())
        .contains(": cut off\n")
        .containsPattern("changed +1 host: node1\n")
        .containsPattern("in mid-change +1 host: node2\n")
        .containsPattern("not begun +1 host: node3\n");

    Process second = start("--resume", "last");
    Patience.until(() -> journal().contains("\"host\":\"node2\",\"status\""), this::journal);
    kill(second);
    CommandLineRun last = resume();

    assertThat(last.exitCode()).isZero();
    assertThat(last.out()).doesNotContain("node1", "node2 ");
    assertThat(journal().lines().filter(line -> line.contains("\"status\":")))
        .extracting(line -> line.replaceFirst(".*\"host\":\"(\\w+)\".*", "$1"))
        .containsExactlyInAnyOrder("node1", "node2", "node3");
    assertThat(CommandLineRun.in(fleet.directory()).run(DemoCommand.arguments("rollout")).out())
        .contains("3 hosts: 3 ok, 0 changed");
  }

  /** Holds a change until the test lets it go on. */
  private static String waitingHook(Path changing) {
    return "#!/bin/sh\ntouch %1$s\nwhile [ -e %1$s ]; do sleep 0.1; done\n".formatted(changing);
  }

  private Process start(String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of(DemoCommand.arguments("rollout")));
    words.addAll(List.of("--forks", "1"));
    words.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(
            MainProcess.command(List.of("-XX:TieredStopAtLevel=1"), words.toArray(String[]::new)));
    builder.environment().put("XDG_STATE_HOME", fleet.directory().resolve(".state").toString());
    return builder.directory(fleet.directory().toFile()).start();
  }

  /** With SIGKILL; answers what it had shown. */
  private static String kill(Process process) throws IOException, InterruptedException {
    process.toHandle().destroyForcibly(); // which, unlike the process, keeps its output open
    process.waitFor();
    return process.inputReader().readAllAsString();
  }

  private CommandLineRun resume() {
    List<String> words = new ArrayList<>(List.of(DemoCommand.arguments("rollout")));
    words.addAll(List.of("--resume", "last"));
    return CommandLineRun.in(fleet.directory()).run(words.toArray(String[]::new));
  }

  /** All lines of the only journal; none if there is none yet. */
  private String journal() {
    Path journals = fleet.directory().resolve(".state/hosttrust/rollouts");
    if (!Files.exists(journals)) {
      return "";
    }
    try (Stream<Path> files = Files.list(journals)) {
      return files.sorted().limit(1).map(KilledControllerTest::read).collect(Collectors.joining());
    } catch (IOException e) {
      return "";
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
