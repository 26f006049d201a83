// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.daemon.Restarts;
import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.testhosts.ContainerdRelease;
import dev.hosttrust.testhosts.StandInSystemctl;
import dev.hosttrust.testhosts.TestCa;
import dev.hosttrust.testhosts.TestContainerd;
import dev.hosttrust.testhosts.TestDocker;
import dev.hosttrust.testhosts.TestDocker.ImageStore;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real daemons do not see the system store's change until they are restarted. */
class RestartIT {
  private static final TestCa CA = TestCa.named("Harbor CA");
  private static final String REGISTRY = "harbor.test:8443";
  private static final String IMAGE = REGISTRY + "/app:1";

  private static Outcome rollout(TestHost host, String... restarted) {
    return RolledOut.to(
        host,
        CA,
        "harbor",
        REGISTRY,
        Stores.named("system"),
        Restarts.of(List.of(restarted), false));
  }

  private static void assertOwed(Outcome outcome, String daemon) {
    assertThat(outcome.stale()).extracting(DaemonState::name).containsExactly(daemon);
  }

  private static void assertOnlyRestarts(Outcome outcome, String service) {
    assertThat(outcome).isInstanceOf(Changed.class);
    assertThat(((Changed) outcome).plan().steps())
        .singleElement()
        .isInstanceOfSatisfying(
            Step.RestartDaemon.class, restart -> assertThat(restart.service()).isEqualTo(service));
    assertThat(outcome.daemons()).isNotEmpty();
    assertThat(outcome.stale()).isEmpty();
  }

  @Test
  void containerdPullsOnceItIsRestarted() {
    try (TestHost host = TestHosts.containerd(ContainerdRelease.BOOKWORM).start();
        TestRegistry _ = TestRegistry.start(host, CA.server("harbor.test"), 8443)) {
      TestContainerd containerd = new TestContainerd(host);
      containerd.start(TestContainerd.config(ContainerdRelease.BOOKWORM, ""));
      StandInSystemctl.ofContainerd(host);
      // It reads the store at the first TLS connection after its start, and then no more.
      assertThat(containerd.pull(IMAGE)).contains("x509");

      Outcome first = rollout(host);

      assertThat(first).as("%s", first).isInstanceOf(Changed.class);
      assertOwed(first, "containerd");
      assertThat(containerd.pull(IMAGE)).contains("x509");
      Outcome second = rollout(host, "docker");
      assertThat(second).as("%s", second).isInstanceOf(Unchanged.class);
      assertOwed(second, "containerd");

      assertOnlyRestarts(rollout(host, "containerd"), "containerd");

      assertThat(containerd.pull(IMAGE)).endsWith(IMAGE + ": not found");
      Outcome last = rollout(host, "containerd");
      assertThat(last).as("%s", last).isInstanceOf(Unchanged.class);
      assertThat(last.stale()).isEmpty();
    }
  }

  @Test
  void dockerPullsAfterOneRolloutThatRestartsIt() {
    try (PullingHost host = PullingHost.start(TestHosts.docker());
        TestDocker docker = TestDocker.start(host.host(), ImageStore.GRAPH_DRIVER)) {
      StandInSystemctl.on(
          host.host(),
          "docker",
          "/run/docker.pid",
          "setsid "
              + "dockerd --bridge=none --iptables=false --ip6tables=false --storage-driver=vfs"
              + " >/run/dockerd.log 2>&1 </dev/null &");
      assertThat(docker.trusts(PullingHost.NAME)).isFalse();

      Outcome outcome =
          RolledOut.to(
              host.host(),
              PullingHost.CA,
              "registry",
              PullingHost.NAME,
              Stores.named("system"),
              Restarts.of(List.of("docker"), false));

      assertThat(outcome).as("%s", outcome).isInstanceOf(Changed.class);
      assertThat(outcome.stale()).isEmpty();
      assertThat(docker.trusts(PullingHost.NAME)).isTrue();
    }
  }
}
