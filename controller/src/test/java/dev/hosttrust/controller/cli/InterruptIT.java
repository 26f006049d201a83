// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, or a connection that breaks, in the middle of a change. */
class InterruptIT {
  /** Holds the change until the test lets it go on. */
  private static final String WAITING_HOOK =
      "#!/bin/sh\ntouch /tmp/changing\nwhile [ -e /tmp/changing ]; do sleep 0.1; done\n";

  private static final String UNTIL_CHANGING = "while ! [ -e /tmp/changing ]; do sleep 0.1; done";

  @TempDir private Path directory;

  @Test
  void aHostWhoseConnectionBreaksFinishesItsChange() throws Exception {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      host.writeFile("/etc/ca-certificates/update.d/wait", WAITING_HOOK, 0755);
      FleetDirectory fleet =
          new FleetDirectory(directory, TestCa.named("Harbor CA"))
              .host("node", host, TestUser.ROOT);
      Process process = start(fleet, "rollout");
      host.run(UNTIL_CHANGING);

      host.run("pkill -KILL -f '^sshd: root'");
      String out = process.inputReader().readAllAsString();
      host.run("rm /etc/ca-certificates/update.d/wait /tmp/changing");
      host.run("while [ -e /etc/ssl/.hosttrust-*.certs ]; do sleep 0.1; done");

      assertThat(process.waitFor()).isEqualTo(4);
      assertThat(out).containsPattern("(?m)^unreachable +node +.*connection");
      assertThat(fleet.run("rollout").out()).contains("1 host: 1 ok");
    }
  }

  /** Ctrl-C reaches all processes of the terminal's foreground, those of ssh among them. */
  @ParameterizedTest
  @ValueSource(strings = {"jsch", "openssh"})
  void aHostThatIsBeingChangedFinishesAndNoOtherIsBegun(String transport) throws Exception {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      FleetDirectory fleet = twice(host);
      Process process =
          start(fleet, "rollout", "--forks", "1", "--transport", transport, "--report", "ci.xml");
      host.run(UNTIL_CHANGING);

      signalAll(process, "INT");
      BufferedReader errors = process.errorReader();
      assertThat(errors.readLine()).isEmpty();
      assertThat(errors.readLine())
          .isEqualTo(
              "hosttrust: interrupted; these are being changed and finish: first; no other is begun"
                  + " (press Ctrl-C again to stop at once)");
      host.run("rm /tmp/changing");
      String out = process.inputReader().readAllAsString();

      assertThat(process.waitFor()).isEqualTo(99);
      assertThat(out)
          .containsPattern("(?m)^changed +first$")
          .containsPattern("(?m)^skipped +second +interrupted before it was begun$")
          .contains("2 hosts: 0 ok, 1 changed, 0 failed, 0 unreachable, 1 skipped")
          .contains("To go on: run the same command with --resume ");
      assertThat(directory.resolve("ci.xml"))
          .content()
          .contains("tests=\"2\"", "skipped=\"1\"", "name=\"interrupted\" value=\"true\"");
      host.run("rm /etc/ca-certificates/update.d/wait");
      assertThat(fleet.run("rollout").out()).contains("2 hosts: 2 ok");
    }
  }

  @Test
  void aSecondInterruptNamesTheHostsThatAreInMidChangeAndLeavesNoFiles() throws Exception {
    Path temporary = Files.createTempDirectory("i"); // the path of a socket must be short
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      FleetDirectory fleet = twice(host);
      Process process =
          start(
              fleet,
              List.of("-Djava.io.tmpdir=" + temporary),
              "rollout",
              "--forks",
              "1",
              "--transport",
              "openssh");
      BufferedReader errors = process.errorReader();
      host.run(UNTIL_CHANGING);

      signal(process, "HUP");
      assertThat(errors.readLine()).isEmpty();
      assertThat(errors.readLine()).startsWith("hosttrust: interrupted;").contains(": first;");
      signal(process, "HUP");
      signal(process, "TERM");

      assertThat(errors.readLine()).isEmpty();
      assertThat(errors.readLine())
          .isEqualTo(
              "hosttrust: ended at once; these hosts were being changed, and finish or undo that by"
                  + " themselves; run again to see: first");
      assertThat(process.waitFor()).isEqualTo(99);
      Files.delete(temporary); // which it could not if something were in it
    }
  }

  /** The host under two names, and its change waits. */
  private FleetDirectory twice(TestHost host) {
    host.writeFile("/etc/ca-certificates/update.d/wait", WAITING_HOOK, 0755);
    return new FleetDirectory(directory, TestCa.named("Harbor CA"))
        .host("first", host, TestUser.ROOT)
        .host("second", host, TestUser.ROOT);
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** The same for all processes of its group. */
  private static void signalAll(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, "--", "-" + process.pid()).start().waitFor();
  }

  /** Starts it with a group of processes of its own. */
  private static Process start(FleetDirectory fleet, String... args) throws IOException {
    return start(fleet, List.of(), args);
  }

  private static Process start(FleetDirectory fleet, List<String> jvmOptions, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(MainProcess.command(jvmOptions, FleetDirectory.withTrust(args)));
    return new ProcessBuilder(command).directory(fleet.write().toFile()).start();
  }
}
