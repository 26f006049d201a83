// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.demo.DemoFleet;
import dev.hosttrust.controller.demo.ManyHosts;
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

  private static String run(DemoFleet fleet, String command) {
    return CommandLineRun.in(fleet.directory()).run(DemoCommand.arguments(command)).out();
  }
}
