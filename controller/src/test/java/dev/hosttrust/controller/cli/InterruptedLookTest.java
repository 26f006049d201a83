// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal while the keys of hosts are looked at, before any host is touched. */
class InterruptedLookTest {
  @TempDir private Path directory;

  /** The program that looks at a host which never says a word, and is told to end meanwhile. */
  private int interrupted(String... words) throws IOException, InterruptedException {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          directory.resolve("hosts.ini"),
          "mute ansible_host=127.0.0.1 ansible_port=%d\n".formatted(mute.getLocalPort()));
      Files.writeString(
          directory.resolve("ssh_config"), "UserKnownHostsFile " + directory + "/known_hosts\n");
      List<String> command =
          new ArrayList<>(MainProcess.command(List.of("-XX:TieredStopAtLevel=1"), words));
      command.addAll(List.of("-i", "hosts.ini", "-F", "ssh_config", "--timeout", "20"));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("out").toFile());
      builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
      Process process = builder.start();
      try (Socket _ = mute.accept()) {
        process.destroy(); // SIGTERM
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).as("it ends").isTrue();
        return process.exitValue();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void ofARolloutLeavesItsReportsAllTheSame() throws IOException, InterruptedException {
    TestCa.named("CA").writeTo(directory.resolve("ca.crt"));

    int exitCode =
        interrupted("rollout", "--ca", "ca.crt", "--name", "a", "--report", "report.json");

    assertThat(directory.resolve("out"))
        .content()
        .contains("interrupted; no host is being changed");
    assertThat(directory.resolve("report.json")).content().contains("\"skipped\":1");
    assertThat(exitCode).isEqualTo(99);
  }

  @Test
  void ofHostKeysEndsAtOnce() throws IOException, InterruptedException {
    assertThat(interrupted("host-keys")).isEqualTo(99);
  }
}
