// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.store;

import static dev.hosttrust.controller.store.PullingHost.NAME;
import static dev.hosttrust.controller.store.PullingHost.WITH_PORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.testhosts.TestDocker;
import dev.hosttrust.testhosts.TestDocker.ImageStore;
import dev.hosttrust.testhosts.TestHosts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real Docker 28 trusts a registry after a rollout, wherever it keeps images. */
class DockerStoreIT {
  private static final String DIRECTORY = "/etc/docker/certs.d/";
  private static PullingHost host;

  @BeforeAll
  static void start() {
    host = PullingHost.start(TestHosts.docker());
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @ParameterizedTest
  @EnumSource
  void trustsARegistryAfterARollout(ImageStore store) {
    host.host().run("rm -rf " + DIRECTORY);
    try (TestDocker docker = TestDocker.start(host.host(), store)) {
      assertThat(docker.trusts(NAME)).isFalse();
      assertThat(changed(NAME).warnings()).isEmpty();
      assertThat(docker.trusts(NAME)).isTrue();

      host.host().run("mkdir %s%s_8443_".formatted(DIRECTORY, NAME));
      assertThat(docker.trusts(WITH_PORT)).isFalse();
      changed(WITH_PORT);
      assertThat(docker.trusts(WITH_PORT)).as("with a directory that hides HOST:PORT").isTrue();
      assertThat(host.rollout(WITH_PORT, "docker")).isInstanceOf(Unchanged.class);
    }
  }

  /** With containerd's image store nothing else is read in the directory. */
  @ParameterizedTest
  @EnumSource
  void trustsARegistryThatHasAHostsToml(ImageStore store) {
    String hostsToml = DIRECTORY + NAME + "/hosts.toml";
    host.host().run("rm -rf " + DIRECTORY);
    host.host().writeFile(hostsToml, "# ours\nserver = \"https://%s\"\n".formatted(NAME));
    try (TestDocker docker = TestDocker.start(host.host(), store)) {
      assertThat(docker.trusts(NAME)).isFalse();

      assertThat(changed(NAME).warnings()).isEmpty();

      assertThat(docker.trusts(NAME)).isTrue();
      assertThat(host.host().readFile(hostsToml)).startsWith("# ours\nserver = ");
      assertThat(host.rollout(NAME, "docker")).isInstanceOf(Unchanged.class);
    }
  }

  private static Changed changed(String registry) {
    Outcome outcome = host.rollout(registry, "docker");
    assertThat(outcome).as("%s", outcome).isInstanceOf(Changed.class);
    return (Changed) outcome;
  }
}
