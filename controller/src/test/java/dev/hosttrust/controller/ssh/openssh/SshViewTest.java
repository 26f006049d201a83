// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Targets;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.controller.ssh.hostkey.HostKeyPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SshViewTest {
  private static Target complete(String output) {
    Target target =
        Targets.withoutKeys(
            "node1",
            22,
            HostKeyMode.STRICT,
            Optional.empty(),
            new Target.Timing(Duration.ofSeconds(1), Duration.ZERO, 1));
    return SshView.complete(target, output);
  }

  @Test
  void hostKeysAreKeptAsSshKeepsThem() {
    assertThat(
            complete(
                    """
                    hostname 10.0.0.1
                    stricthostkeychecking accept-new
                    hashknownhosts yes
                    userknownhostsfile /home/ops/.ssh/known_hosts
                    globalknownhostsfile none
                    """)
                .hostKeys())
        .isEqualTo(
            new HostKeyPolicy(
                HostKeyMode.ACCEPT_NEW,
                List.of(Path.of("/home/ops/.ssh/known_hosts")),
                List.of(),
                Optional.empty(),
                true));
    assertThat(complete("hashknownhosts no\n").hostKeys().hashed()).isFalse();
  }
}
