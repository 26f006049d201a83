// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.daemon.Daemon;
import dev.hosttrust.agent.trust.CheckedSpec;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.report.FoldedNames;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.RotationJson;
import dev.hosttrust.controller.report.RotationText;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Stop;
import dev.hosttrust.controller.rotation.HostStanding;
import dev.hosttrust.controller.rotation.HostStanding.Trust;
import dev.hosttrust.controller.rotation.RotationPhase;
import dev.hosttrust.controller.rotation.RotationState;
import dev.hosttrust.words.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One step of a rotation. The step {@code add} is a rollout and then a look at the servers. Before
 * the rollout of {@code finish} all hosts and servers are looked at, and it begins only if none of
 * them needs the old CA. Nothing is kept between two steps: what is read back is all that counts.
 */
final class RotationCourse implements Course {
  private final Environment environment;
  private final FleetFlags flags;
  private final Mode mode;
  private final RotationFlags rotation;
  private Optional<CheckedSpec> spec = Optional.empty();
  private Optional<RotationServers> servers = Optional.empty();
  private HostsLook.Standings rolledOut = new HostsLook.Standings(this::ofRollout);
  private Optional<FoldedNames> names = Optional.empty();

  RotationCourse(Environment environment, FleetFlags flags, Mode mode, RotationFlags rotation) {
    this.environment = environment;
    this.flags = flags;
    this.mode = mode;
    this.rotation = rotation;
  }

  @Override
  public void check(Fleet fleet, Findings findings) {
    spec = fleet.rotation();
    servers = spec.map(s -> RotationServers.of(rotation, s.successions(), findings));
    if (flags.batches().shard() != null) {
      findings.problem("--shard: a rotation looks at all hosts, so leave it out");
    }
    names = Optional.of(new FoldedNames(fleet::word, flags.run().verbose()));
    rotation.excusedDaemons().stream()
        .filter(name -> Daemon.named(name).isEmpty())
        .forEach(
            name ->
                findings.problem(
                    "--excuse-daemon %s: there is none of this name; those that are known are %s"
                        .formatted(name, String.join(", ", Daemon.ids()))));
  }

  @Override
  public OptionalInt before(
      List<HostJob> jobs, Connections connections, Reporting reporting, FleetFindings findings)
      throws InterruptedException {
    if (rotation.step() == RotationStep.ADD) {
      return OptionalInt.empty();
    }
    Stop stop = new Stop();
    Mode dry = new Mode(mode.command(), true, false);
    HostsLook look =
        new HostsLook(environment, flags.run().settings(dry, false), connections, reporting, stop);
    List<HostStanding> standings = standings(jobs, look);
    if (stop.requested()) {
      return OptionalInt.of(ExitCode.INTERRUPTED);
    }
    RotationState state = state(standings);
    boolean refused = rotation.step() == RotationStep.FINISH && !mayFinish(state);
    boolean ends = refused || rotation.step() == RotationStep.STATUS;
    if (ends) {
      findings.warnings().forEach(w -> environment.errors().println("hosttrust: warning: " + w));
    }
    if (ends || flags.run().output() == OutputFormat.TEXT) {
      show(state, refused, ends); // a line of JSON comes at the end of a run, once
    }
    if (refused) {
      environment
          .errors()
          .println("hosttrust: refused: the old CA is still needed, so no host was changed");
    }
    return ends
        ? OptionalInt.of(refused ? ExitCode.NOT_YET : exitCode(state))
        : OptionalInt.empty();
  }

  /** How each host stands: it has both CAs, or else it may have the new one alone. */
  private List<HostStanding> standings(List<HostJob> jobs, HostsLook look)
      throws InterruptedException {
    CheckedSpec checked = spec.orElseThrow();
    List<HostStanding> standings = new ArrayList<>(look.look(jobs, checked.spec(), this::ofBoth));
    Set<String> lacking =
        standings.stream()
            .filter(host -> host.trust() == Trust.LACKING)
            .map(HostStanding::host)
            .collect(Collectors.toSet());
    standings.removeIf(host -> lacking.contains(host.host()));
    standings.addAll(
        look.look(
            jobs.stream().filter(job -> lacking.contains(job.name())).toList(),
            checked.succeeded(),
            HostStanding::ofNew));
    Map<String, HostStanding> byHost =
        standings.stream().collect(Collectors.toMap(HostStanding::host, Function.identity()));
    return jobs.stream()
        .flatMap(job -> Optional.ofNullable(byHost.get(job.name())).stream())
        .toList();
  }

  private HostStanding ofRollout(HostResult result) {
    return rotation.step() == RotationStep.FINISH ? HostStanding.ofNew(result) : ofBoth(result);
  }

  private HostStanding ofBoth(HostResult result) {
    return HostStanding.ofBoth(
        result, spec.orElseThrow().successions().stream().noneMatch(s -> s.registries().isEmpty()));
  }

  private RotationState state(List<HostStanding> hosts) throws InterruptedException {
    RotationServers all = servers.orElseThrow();
    return new RotationState(
        spec.orElseThrow().successions(),
        hosts,
        all.look(),
        all.unserved(),
        Set.copyOf(rotation.excusedDaemons()));
  }

  private static boolean mayFinish(RotationState state) {
    return state.lacking().isEmpty()
        && (state.phase() == RotationPhase.FINISH || state.phase() == RotationPhase.DONE)
        && state.oldServers().isEmpty();
  }

  private static int exitCode(RotationState state) {
    if (state.hosts().stream().anyMatch(host -> host.reason().startsWith("unreachable"))) {
      return ExitCode.HOST_UNREACHABLE;
    }
    return state.names(Trust.UNKNOWN).isEmpty() ? ExitCode.OK : ExitCode.HOST_FAILED;
  }

  private void show(RotationState state, boolean refused, boolean next) {
    switch (flags.run().output()) {
      case JSON ->
          new RotationJson(environment.lines(), environment.clock())
              .print(rotation.step().word(), refused, state);
      case TEXT -> {
        RotationText text = new RotationText(environment.lines(), names.orElseThrow());
        text.print(state);
        if (next) {
          text.next(state);
        }
      }
    }
  }

  @Override
  public List<Report> watchers() {
    return List.of(rolledOut);
  }

  @Override
  public int after(int exitCode) throws InterruptedException {
    if (mode.check() || exitCode == ExitCode.INTERRUPTED) {
      return exitCode;
    }
    RotationState state = state(rolledOut.all());
    show(state, false, true);
    boolean isThere = state.phase() != RotationPhase.ADD && state.phase() != RotationPhase.RESTART;
    return exitCode == ExitCode.OK && !isThere ? ExitCode.NOT_YET : exitCode;
  }
}
