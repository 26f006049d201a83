// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.store;

import static dev.hosttrust.controller.store.PullingHost.NAME;
import static dev.hosttrust.controller.store.PullingHost.WITH_PORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.PullTool;
import dev.hosttrust.testhosts.TestHosts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The real Podman and skopeo trust a registry after a rollout, and not before. */
class PodmanStoreIT {
  private static final String OWN = "/etc/containers/certs.d/";
  private static final String DOCKERS = "/etc/docker/certs.d/";
  private static final String ROOTS = "/root/.config/containers/certs.d/";
  private static final Map<DebianRelease, PullingHost> HOSTS = new EnumMap<>(DebianRelease.class);

  private static PullingHost clean(DebianRelease release) {
    PullingHost host =
        HOSTS.computeIfAbsent(release, any -> PullingHost.start(TestHosts.containerTools(release)));
    host.host().run("rm -rf /etc/docker " + OWN + " " + ROOTS);
    return host;
  }

  @AfterAll
  static void stop() {
    HOSTS.values().forEach(PullingHost::close);
  }

  /** What makes the host, and where the CA has to be then. */
  static Stream<Arguments> precedences() {
    return Stream.of(
            state("true", OWN),
            state("mkdir -p " + DOCKERS + NAME, DOCKERS),
            state("mkdir -p " + OWN + NAME, OWN),
            state("mkdir -p " + DOCKERS + NAME + " " + OWN + NAME, OWN),
            state("mkdir -p " + ROOTS + NAME, ROOTS, OWN),
            state("mkdir -p " + ROOTS + NAME + " " + DOCKERS + NAME, ROOTS, DOCKERS))
        .flatMap(
            state ->
                Stream.of(DebianRelease.BOOKWORM, DebianRelease.TRIXIE)
                    .map(release -> Arguments.of(release, state.get()[0], state.get()[1])));
  }

  private static Arguments state(String script, String... directories) {
    return Arguments.of(script, List.of(directories));
  }

  @ParameterizedTest
  @MethodSource
  void precedences(DebianRelease release, String script, List<String> directories) {
    PullingHost host = clean(release);
    host.host().run(script);
    assertThat(PullTool.SKOPEO.trusts(host.host(), NAME)).isFalse();

    Outcome outcome = host.rollout(NAME, "podman");

    assertThat(outcome).as("%s", outcome).isInstanceOf(Changed.class);
    assertThat(((Changed) outcome).evidence().proofs())
        .extracting(Proof::path)
        .containsExactlyElementsOf(directories.stream().map(d -> d + NAME + "/ca.crt").toList());
    assertThat(PullTool.SKOPEO.trusts(host.host(), NAME)).isTrue();
    assertThat(
            host.host()
                .exec("su ops -c 'skopeo inspect docker://%s/none'".formatted(NAME))
                .stderr())
        .as("an ordinary user")
        .contains("manifest unknown");
    assertThat(host.rollout(NAME, "podman")).isInstanceOf(Unchanged.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = DebianRelease.class,
      names = {"BOOKWORM", "TRIXIE"})
  void whatDockerHasIsEnough(DebianRelease release) {
    PullingHost host = clean(release);

    assertThat(host.rollout(WITH_PORT, "docker", "podman")).isInstanceOf(Changed.class);

    assertThat(host.host().exec("ls -d " + OWN).exit()).isNotZero();
    for (PullTool tool : List.of(PullTool.SKOPEO, PullTool.PODMAN)) {
      assertThat(tool.trusts(host.host(), WITH_PORT)).as("%s", tool).isTrue();
      assertThat(tool.trusts(host.host(), NAME)).as("%s, without the port", tool).isFalse();
    }
    assertThat(host.rollout(WITH_PORT, "podman")).isInstanceOf(Unchanged.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = DebianRelease.class,
      names = {"BOOKWORM", "TRIXIE"})
  void aStoreThatWasNotNamedIsToldWithTheFlag(DebianRelease release) {
    PullingHost host = clean(release);
    host.host().run("mkdir -p " + OWN + NAME);

    assertThat(((Changed) host.rollout(NAME, "docker")).warnings())
        .containsExactly(
            "Podman pulls images on this host, and reads none of the stores that were named,"
                + " because /etc/containers/certs.d/registry.example.com is there; name its store"
                + " as well: --store docker,podman");
    assertThat(PullTool.PODMAN.trusts(host.host(), NAME)).isFalse();

    assertThat(((Changed) host.rollout(NAME, "docker", "podman")).warnings()).isEmpty();
    assertThat(PullTool.PODMAN.trusts(host.host(), NAME)).isTrue();
  }

  /** So that with it named there is nothing to warn of. */
  @ParameterizedTest
  @EnumSource(
      value = DebianRelease.class,
      names = {"BOOKWORM", "TRIXIE"})
  void theSystemStoreIsEnoughForPodman(DebianRelease release) {
    PullingHost host = clean(release);
    host.host().run("mkdir -p " + OWN + NAME);
    host.host()
        .writeFile(OWN + NAME + "/other.crt", dev.hosttrust.testhosts.TestCa.named("Other").pem());

    assertThat(((Changed) host.rollout(NAME, "system")).warnings()).isEmpty();

    assertThat(PullTool.PODMAN.trusts(host.host(), NAME)).isTrue();
    host.host()
        .run(
            "rm /usr/share/ca-certificates/local/*; sed -i /local/d /etc/ca-certificates.conf;"
                + " update-ca-certificates --fresh");
  }
}
