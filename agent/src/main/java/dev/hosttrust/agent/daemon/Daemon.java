// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.daemon;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Output;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Step.RestartDaemon;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A daemon that reads trust once, when it starts.
 *
 * @param id its name in {@code --restart} and in reports
 * @param services see {@link Question.Daemon}
 * @param processes the same
 * @param stores the names of the stores that it reads when it starts
 * @param pullStore the name of the store that it reads at each pull; empty if there is none
 * @param health a command that asks its socket; programs that come with the daemon, or with what
 *     uses it
 * @param pulls when the host's pulls go by it
 * @param containers what its restart does to them
 */
public record Daemon(
    String id,
    List<String> services,
    List<String> processes,
    Set<String> stores,
    Optional<String> pullStore,
    List<String> health,
    Pulls pulls,
    Containers containers) {
  /** When the host's pulls go by a daemon that runs. */
  public enum Pulls {
    ALWAYS,

    /** Docker brings a containerd along that pulls nothing of its own; the kubelet has it pull. */
    UNLESS_DOCKERS
  }

  /** Whether containers go on running while their daemon is restarted. */
  public enum Containers {
    GO_ON,

    /** They do where Docker's live-restore is on. */
    WITH_LIVE_RESTORE
  }

  public static final Daemon CONTAINERD =
      new Daemon(
          "containerd",
          List.of("containerd"),
          List.of("containerd"),
          Set.of("system", "containerd"),
          Optional.of("containerd"),
          List.of("ctr", "version"),
          Pulls.UNLESS_DOCKERS,
          Containers.GO_ON);

  public static final Daemon DOCKER =
      new Daemon(
          "docker",
          List.of("docker", "snap.docker.dockerd"),
          List.of("dockerd"),
          Set.of("system"),
          Optional.of("docker"),
          List.of("docker", "version"),
          Pulls.ALWAYS,
          Containers.WITH_LIVE_RESTORE);

  public static final Daemon CRIO =
      new Daemon(
          "crio",
          List.of("crio"),
          List.of("crio"),
          Set.of("system"),
          Optional.of("podman"),
          List.of("crictl", "--runtime-endpoint", "unix:///var/run/crio/crio.sock", "version"),
          Pulls.ALWAYS,
          Containers.GO_ON);

  /** RKE2 is the same program. The containerd that they bring along starts anew with them. */
  public static final Daemon K3S =
      new Daemon(
          "k3s",
          List.of("k3s", "k3s-agent", "rke2-server", "rke2-agent"),
          List.of("k3s-server", "k3s-agent", "k3s", "rke2"),
          Set.of("system", "k3s"),
          Optional.empty(),
          List.of("k3s", "crictl", "version"),
          Pulls.ALWAYS,
          Containers.GO_ON);

  /**
   * All that hosttrust knows, in the order of restarts: Docker's own service wants containerd's.
   */
  static final List<Daemon> ALL = List.of(CONTAINERD, DOCKER, CRIO, K3S);

  private static final Path KUBELET = Path.look("/var/lib/kubelet");

  /** Whether containers go on running while Docker restarts, and how many there are. */
  private static final Output LIVE_RESTORE =
      new Output(
          List.of("docker", "info", "--format", "{{.LiveRestoreEnabled}} {{.ContainersRunning}}"));

  public Daemon {
    services = List.copyOf(services);
    processes = List.copyOf(processes);
    stores = Set.copyOf(stores);
    health = List.copyOf(health);
  }

  /** The names of all. */
  public static List<String> ids() {
    return ALL.stream().map(Daemon::id).toList();
  }

  /** The one of this name. */
  public static Optional<Daemon> named(String id) {
    return ALL.stream().filter(daemon -> daemon.id.equals(id)).findFirst();
  }

  /**
   * Whether its pulls do not need what it has not seen since it started, because it looks into a
   * store of registries at each of them.
   *
   * @param unseen the files that changed since; one of its own configuration makes a difference in
   *     any case
   * @param proved the names of the stores that were read back
   */
  public boolean seesAtPull(List<String> unseen, Collection<String> proved) {
    return pullStore.filter(proved::contains).isPresent()
        && unseen.stream().noneMatch(file -> file.startsWith("/etc/" + id + "/"));
  }

  boolean reads(ReadAtStart file) {
    return stores.contains(file.store());
  }

  /** What a host is asked to know whether it runs. */
  Question.Daemon question(List<ReadAtStart> files) {
    return new Question.Daemon(
        services,
        processes,
        files.stream().filter(this::reads).flatMap(file -> file.paths().stream()).toList());
  }

  /** What a host is asked besides; each that is to be restarted costs it a process or two. */
  static List<Question<?>> questions(Restarts restarts) {
    List<Question<?>> questions = new ArrayList<>(List.of(KUBELET));
    boolean mayStop =
        ALL.stream().filter(restarts::asks).anyMatch(d -> d.containers != Containers.GO_ON);
    if (mayStop && !restarts.stopsContainers()) {
      questions.add(LIVE_RESTORE);
    }
    ALL.stream().filter(restarts::asks).map(Daemon::failure).forEach(questions::add);
    return questions;
  }

  /** A line for each of its services. */
  private Output failure() {
    List<String> words = new ArrayList<>(List.of("systemctl", "is-failed"));
    services.forEach(service -> words.add(service + ".service"));
    return new Output(words);
  }

  /** The service that failed, as after a restart that went wrong. */
  Optional<String> failed(Facts facts) {
    List<String> states =
        facts.of(failure()).map(said -> said.text().strip().lines().toList()).orElse(List.of());
    return states.size() == services.size() && states.contains("failed")
        ? Optional.of(services.get(states.indexOf("failed")))
        : Optional.empty();
  }

  /** Whether the host's pulls go by it, where it runs. */
  boolean counts(List<ReadAtStart> files, Facts facts) {
    return pulls == Pulls.ALWAYS
        || facts.exists(KUBELET.path())
        || facts.of(DOCKER.question(files)).isEmpty();
  }

  /** Why its restart would stop containers; empty if it would not. */
  Optional<String> stops(Facts facts) {
    if (containers == Containers.GO_ON) {
      return Optional.empty();
    }
    String said = facts.of(LIVE_RESTORE).filter(o -> o.status() == 0).map(o -> o.text()).orElse("");
    if (said.startsWith("true ") || said.strip().equals("false 0")) {
      return Optional.empty();
    }
    return Optional.of(
        said.startsWith("false ")
            ? "would stop its containers, because live-restore is off"
            : "may stop its containers, because 'docker info' does not say whether live-restore is on");
  }

  /** Its restart, with what it does not see. */
  RestartDaemon restart(String service, List<String> unseen) {
    return new RestartDaemon(
        id,
        service,
        health,
        unseen.stream().map(file -> id + " started before " + file + " changed").toList());
  }

  /** The restart of one that does not run. */
  RestartDaemon restartFailed(String service) {
    return new RestartDaemon(id, service, health, List.of(service + ".service has failed"));
  }
}
