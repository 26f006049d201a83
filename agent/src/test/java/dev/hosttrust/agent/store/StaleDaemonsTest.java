// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.daemon.Restarts;
import dev.hosttrust.agent.evidence.DaemonState;
import dev.hosttrust.agent.facts.DaemonFact;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.CommandOutput;
import dev.hosttrust.agent.facts.Question.Daemon;
import dev.hosttrust.agent.facts.Question.Output;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step.RestartDaemon;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which daemons do not see the trust, and which of them a plan restarts. */
class StaleDaemonsTest {
  private static final String BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
  private static final String LINK = "/etc/ssl/certs/harbor.pem";
  private static final Anchor ANCHOR = anchor("harbor", ca("Harbor CA"), "harbor.example.com");
  private static final Instant THEN = Instant.parse("2026-11-01T10:00:00Z");

  private final Map<String, DaemonFact> running = new HashMap<>();
  private Restarts restarts = Restarts.NONE;
  private boolean kubelet;
  private String dockerInfo = "false 3";
  private String failed = "inactive";
  private boolean bundled = true;
  private List<Anchor> anchors = List.of(ANCHOR);
  private List<AbsentAnchor> absent = List.of();

  private Wanted wanted() {
    return new Wanted(TreeRoot.SYSTEM, new TrustSpec(anchors, absent), Stores.DEFAULT, restarts);
  }

  /** A daemon that started some seconds after THEN, on which the bundle changed and the link. */
  private void runs(String service, int seconds, Map<String, Instant> changed) {
    running.put(service, new DaemonFact(service, THEN.plusSeconds(seconds), 0, changed));
  }

  private static Map<String, Instant> changed(int bundle, int link) {
    return Map.of(BUNDLE, THEN.plusSeconds(bundle), LINK, THEN.plusSeconds(link));
  }

  /** The same, and when a file came into hosttrust's directory or went from it. */
  private static Map<String, Instant> changed(int bundle, int link, int directory) {
    Map<String, Instant> changed = new HashMap<>(changed(bundle, link));
    changed.put("/usr/share/ca-certificates/local", THEN.plusSeconds(directory));
    return changed;
  }

  private Plan plan() {
    HostState host = HostState.converged(wanted());
    Facts.Builder more = new Facts.Builder();
    for (Question<?> question : Stores.questions(wanted(), Facts.NONE)) {
      switch (question) {
        case Daemon daemon ->
            daemon.services().stream()
                .flatMap(service -> Optional.ofNullable(running.get(service)).stream())
                .forEach(fact -> more.answer(daemon, Optional.of(fact)));
        case Output output when output.words().contains("info") ->
            more.answer(output, Optional.of(new CommandOutput(0, dockerInfo)));
        case Output output when output.words().contains("is-failed") ->
            more.answer(output, Optional.of(new CommandOutput(1, failed)));
        default -> {}
      }
    }
    if (kubelet) {
      more.at("/var/lib/kubelet", new PathFact.Directory(HostState.DIRECTORY, true));
    }
    if (!bundled) {
      host.unbundled(ANCHOR);
    }
    Facts facts = host.facts();
    return (Plan)
        Planner.plan(wanted(), facts.and(more.identity(facts.uid(), facts.gid()).build()));
  }

  private void restart(boolean stopsContainers, String... names) {
    restarts = Restarts.of(List.of(names), stopsContainers);
  }

  private List<String> stale() {
    return plan().daemons().stream().filter(DaemonState::isStale).map(DaemonState::name).toList();
  }

  private List<String> restarted() {
    return plan().steps().stream()
        .filter(RestartDaemon.class::isInstance)
        .map(step -> ((RestartDaemon) step).service())
        .toList();
  }

  @Test
  void aDaemonThatStartedBeforeTheStoreChangedIsStaleWhoeverChangedIt() {
    runs("docker", 9, changed(10, 10));
    runs("crio", 10, changed(10, 10));

    assertThat(stale()).containsExactly("docker");
    assertThat(plan().isEmpty()).isTrue();
    assertThat(plan().warnings())
        .containsExactly("docker sees the change of " + BUNDLE + " only when it is restarted");
  }

  /** Such as by an upgrade of the package ca-certificates. */
  @Test
  void aBundleThatWasWrittenAnewWithTheSameAnchorsConcernsNoDaemon() {
    runs("docker", 9, changed(1000, 5));
    assertThat(stale()).isEmpty();

    runs("docker", 9, Map.of(BUNDLE, THEN.plusSeconds(1000)));
    assertThat(stale()).as("where the link is not known").containsExactly("docker");
  }

  /** It started after the new CA came and before the old one went. */
  @Test
  void aDaemonThatStartedBeforeACertificateWentTrustsItStill() {
    absent =
        List.of(new AbsentAnchor(new AnchorName("harbor"), Optional.of(ca("Old CA")), List.of()));
    runs("docker", 9, changed(10, 5, 10));
    assertThat(stale()).containsExactly("docker");
    runs("docker", 11, changed(10, 5, 10));
    assertThat(stale()).isEmpty();
  }

  /** Such as by an upgrade of the package ca-certificates. */
  @Test
  void aBundleThatWasWrittenAnewSinceACertificateWentConcernsNoDaemon() {
    absent =
        List.of(new AbsentAnchor(new AnchorName("harbor"), Optional.of(ca("Old CA")), List.of()));
    runs("docker", 11, changed(1000, 5, 10));

    assertThat(stale()).isEmpty();

    bundled = false;
    assertThat(stale()).as("where the tool will run").containsExactly("docker");
  }

  @Test
  void aHostWithoutHosttrustsDirectoryOwesNoRestartForWhatWent() {
    anchors = List.of();
    absent =
        List.of(new AbsentAnchor(new AnchorName("harbor"), Optional.of(ca("Old CA")), List.of()));
    runs("docker", 9, Map.of(BUNDLE, THEN.plusSeconds(10)));
    assertThat(stale()).isEmpty();

    anchors = List.of(ANCHOR);
    assertThat(stale()).as("where the link is not known").containsExactly("docker");

    anchors = List.of();
    runs("docker", 9, changed(10, 5, 10));
    assertThat(stale()).as("where something may have gone").containsExactly("docker");
  }

  @Test
  void onlyStaleDaemonsThatAreNamedAreRestarted() {
    runs("docker", 9, changed(10, 10));
    runs("crio", 9, changed(10, 10));
    runs("k3s-agent", 20, changed(10, 10));
    restart(false, "crio", "k3s");

    assertThat(restarted()).containsExactly("crio");
    assertThat(stale()).containsExactly("docker");
  }

  /** A daemon that does not run would not be stale, and its restart forgotten. */
  @Test
  void aServiceThatFailedIsRestartedOnceMore() {
    failed = "inactive\nfailed\ninactive\ninactive\n";
    assertThat(restarted()).isEmpty();

    restart(false, "k3s");

    assertThat(restarted()).containsExactly("k3s-agent");
  }

  @Test
  void whatThePlanChangesIsSeenAfterARestartBehindIt() {
    bundled = false;
    runs("crio", 100, changed(10, 10));
    assertThat(stale()).containsExactly("crio");

    restart(false, "crio");

    assertThat(stale()).isEmpty();
    assertThat(plan().steps().getLast()).isInstanceOf(RestartDaemon.class);
    assertThat(plan().steps()).hasSizeGreaterThan(1);
  }

  @Test
  void aDockerWhoseContainersWouldStopIsRestartedOnlyWhereThatIsAllowed() {
    runs("docker", 9, changed(10, 10));
    restart(false, "docker");
    assertThat(restarted()).isEmpty();
    assertThat(stale()).containsExactly("docker");
    assertThat(plan().warnings())
        .containsExactly(
            "docker sees the change of "
                + BUNDLE
                + " only when it is restarted, which would stop its containers, because"
                + " live-restore is off; --restart-stops-containers allows it");

    dockerInfo = "Cannot connect";
    assertThat(restarted()).as("unknown").isEmpty();
    dockerInfo = "true 3\n";
    assertThat(restarted()).as("with live-restore").containsExactly("docker");
    dockerInfo = "false 0\n";
    assertThat(restarted()).as("without containers").containsExactly("docker");
    dockerInfo = "false 3";
    restart(true, "docker");
    assertThat(restarted()).as("where it is allowed").containsExactly("docker");
  }

  /** Docker brings one along that pulls nothing of its own. */
  @Test
  void dockersContainerdCountsOnlyWhereThereIsAKubelet() {
    runs("containerd", 9, changed(10, 10));
    assertThat(stale()).containsExactly("containerd");

    runs("docker", 9, changed(10, 10));
    assertThat(stale()).containsExactly("docker");

    kubelet = true;
    assertThat(stale()).containsExactly("containerd", "docker");
  }

  @Test
  void theTreeOfAnImageHasNoDaemons() {
    Wanted image =
        new Wanted(new TreeRoot("/srv/image"), new TrustSpec(List.of(ANCHOR)), Stores.DEFAULT);

    assertThat(Stores.questions(image, Facts.NONE)).noneMatch(Daemon.class::isInstance);
  }

  @Test
  void anUnknownDaemonIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> Restarts.of(List.of("podman"), false))
        .hasMessage(
            "there is no daemon 'podman'; those that are restarted are containerd, docker, crio,"
                + " k3s");
  }
}
