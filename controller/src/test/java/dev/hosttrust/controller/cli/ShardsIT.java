// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four controllers in processes of their own, and sixteen hosts: trees of two real SSH servers, in
 * which each run of the tool is counted.
 */
class ShardsIT {
  private static final List<Integer> TREES = IntStream.rangeClosed(1, 8).boxed().toList();
  private static final List<TestHost> SERVERS = new ArrayList<>();

  @TempDir private static Path directory;

  @BeforeAll
  static void start() throws IOException {
    FleetDirectory fleet = new FleetDirectory(directory, TestCa.named("Harbor CA"));
    for (String server : List.of("a", "b")) {
      TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start();
      SERVERS.add(host);
      TREES.forEach(
          n -> fleet.host(server + n, host, TestUser.ROOT, "hosttrust_root=/srv/node" + n));
    }
    fleet.write();
    makeTrees();
  }

  @AfterAll
  static void stop() {
    SERVERS.forEach(TestHost::close);
  }

  /** As new. A hook is told of each certificate that comes or goes. */
  private static void makeTrees() {
    for (TestHost server : SERVERS) {
      server.run(
          """
          rm -rf /srv/node*
          for n in 1 2 3 4 5 6 7 8; do
            cd /srv && mkdir node$n && cd node$n
            mkdir -p etc/ssl/certs etc/ca-certificates/update.d usr/share/ca-certificates \\
              usr/local/share/ca-certificates
            : >etc/ca-certificates.conf
            printf '#!/bin/sh\\ncat >>/srv/node%s/added\\n' $n >etc/ca-certificates/update.d/count
            chmod 755 etc/ca-certificates/update.d/count
          done
          """);
      server.resetSshdLog();
    }
  }

  private static String[] words(String command, String report, String... more) {
    return FleetDirectory.withTrust(
        Stream.concat(Stream.of(command, "--report", report), Stream.of(more))
            .toArray(String[]::new));
  }

  private static void runFour(String command) throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int n = 1; n <= 4; n++) {
      String[] words = words(command, "%s-%d.json".formatted(command, n), "--shard", n + "/4");
      ProcessBuilder builder =
          new ProcessBuilder(MainProcess.command(List.of("-XX:TieredStopAtLevel=1"), words))
              .directory(directory.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("XDG_STATE_HOME", directory.resolve(".state").toString());
      processes.add(builder.start());
    }
    for (Process process : processes) {
      String said = process.errorReader().readAllAsString();
      assertThat(process.waitFor()).as(said).isZero();
    }
  }

  private static CommandLineRun merged(String command) {
    return CommandLineRun.in(directory)
        .run(
            Stream.concat(
                    Stream.of("report", "merge", "--report", command + "-merged.json"),
                    IntStream.rangeClosed(1, 4).mapToObj(n -> command + "-" + n + ".json"))
                .toArray(String[]::new));
  }

  /** Sorted, for hosts are done in any order, and without what is about the run. */
  private static List<String> lines(String report) throws IOException {
    return Files.readAllLines(directory.resolve(report)).stream()
        .filter(line -> !line.startsWith("\"run\""))
        .map(line -> line.replaceAll("\"(time|run)\":\"[^\"]*\",|\"milliseconds\":\\d+,?", ""))
        .map(line -> line.replaceAll(",?$", ""))
        .sorted()
        .toList();
  }

  @Test
  void eachHostIsChangedOnceAndTheMergedReportIsThatOfOneController() throws Exception {
    runFour("diff");
    assertThat(merged("diff").out()).startsWith("16 hosts: 0 ok, 16 would change, 0 failed");
    SERVERS.forEach(TestHost::resetSshdLog);

    runFour("rollout");

    assertThat(SERVERS).extracting(TestHost::countConnections).containsExactly(8L, 8L);
    for (TestHost server : SERVERS) {
      assertThat(server.run("sed s/node./nodeN/ /srv/node*/added").lines().toList())
          .isEqualTo(Collections.nCopies(8, "+/srv/nodeN/etc/ssl/certs/harbor.pem"));
    }
    CommandLineRun merged = merged("rollout");
    assertThat(merged.out()).startsWith("16 hosts: 0 ok, 16 changed, 0 failed, 0 unreachable");
    assertThat(merged.err()).isEmpty();
    assertThat(merged.exitCode()).isZero();

    makeTrees();
    for (String command : List.of("diff", "rollout")) {
      String whole = command + "-whole.json";
      assertThat(CommandLineRun.in(directory).run(words(command, whole)).exitCode()).isZero();
      assertThat(lines(command + "-merged.json")).as(command).isEqualTo(lines(whole));
    }
  }
}
