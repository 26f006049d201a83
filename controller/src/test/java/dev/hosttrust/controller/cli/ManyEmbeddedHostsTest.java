// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.demo.DemoFleet;
import dev.hosttrust.controller.demo.ManyHosts;
import java.io.BufferedReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hosts of {@code bench/fleet}. */
class ManyEmbeddedHostsTest {

  @Test
  void answerAsTheOneThatDoesTheWork() throws Exception {
    try (DemoFleet fleet = DemoFleet.start();
        ManyHosts hosts = ManyHosts.start(fleet, 40)) {
      assertThat(run(fleet, "diff")).contains("40 hosts: 0 ok, 40 would change");
      assertThat(run(fleet, "rollout"))
          .contains("Read back from node[01-40] (40 hosts)\n", "40 hosts: 0 ok, 40 changed");

      hosts.forget();

      assertThat(run(fleet, "rollout")).contains("40 hosts: 40 ok, 0 changed");
    }
  }

  /** The first is known, and is left as it is with the others. */
  @Test
  void unknownKeysAreATableAndTheirHostsStandTogether() throws Exception {
    try (DemoFleet fleet = DemoFleet.start();
        ManyHosts _ = ManyHosts.start(fleet, 40)) {
      Path file = fleet.directory().resolve("known_hosts");
      List<String> keys = Files.readAllLines(file);
      Files.write(file, keys.subList(0, 1));

      String out = run(fleet, "rollout");

      assertThat(out)
          .contains(
              "\nskipped, 1 host: node01: not begun, because 39 other hosts have unknown host keys;",
              "\nunreachable, 39 hosts: node[02-40]: host key is unknown; compare it with the keys"
                  + " below\n")
          .contains(keys.subList(1, 40))
          .contains("40 hosts: 0 ok, 0 changed, 0 failed, 39 unreachable, 1 skipped");
      assertThat(out.lines()).as(out).hasSizeLessThan(39 + 14);
    }
  }

  /** In a process of its own, as {@code bench/fleet} has them: it prefers what the system does. */
  @Test
  void areReachedWhereTheyAreSaidToBe() throws Exception {
    Process hosts =
        new ProcessBuilder(MainProcess.command(List.of(), "embedded-hosts", "--many", "3"))
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader out = hosts.inputReader()) {
      Path fleet = Path.of(out.readLine());

      assertThat(CommandLineRun.in(fleet).run(DemoCommand.arguments("diff")).out())
          .contains("3 hosts: 0 ok, 3 would change");
    } finally {
      hosts.getOutputStream().close();
      assertThat(hosts.waitFor()).isZero();
    }
  }

  private static String run(DemoFleet fleet, String command) {
    return CommandLineRun.in(fleet.directory()).run(DemoCommand.arguments(command)).out();
  }
}
