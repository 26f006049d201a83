// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.agent.daemon.Daemon;
import dev.hosttrust.agent.trust.CheckedSpec;
import dev.hosttrust.agent.trust.Succession;
import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.report.FoldedNames;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.RotationJson;
import dev.hosttrust.controller.report.RotationText;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.Stop;
import dev.hosttrust.controller.rotation.HostStanding;
import dev.hosttrust.controller.rotation.HostStanding.Trust;
import dev.hosttrust.controller.rotation.RotationPhase;
import dev.hosttrust.controller.rotation.RotationState;
import dev.hosttrust.words.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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
  private final HostsLook.Seen rolledOut = new HostsLook.Seen();
  private Optional<CheckedSpec> spec = Optional.empty();
  private Optional<RotationServers> servers = Optional.empty();
  private Optional<FoldedNames> names = Optional.empty();
  private Optional<RotationState> looked = Optional.empty();
  private List<HostStanding> leftOut = List.of();

  RotationCourse(Environment environment, FleetFlags flags, Mode mode, RotationFlags rotation) {
    this.environment = environment;
    this.flags = flags;
    this.mode = mode;
    this.rotation = rotation;
  }

  @Override
  public void check(Fleet fleet, Findings findings) {
    spec = fleet.rotation();
    List<Succession> successions = spec.map(CheckedSpec::successions).orElse(List.of());
    servers = Optional.of(RotationServers.of(rotation, successions, findings));
    leftOut = fleet.leftOut();
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

  /** While the new CA comes, nothing else may go. */
  @Override
  public HostJob reviewed(HostJob job) {
    return spec.filter(given -> rotation.step() == RotationStep.ADD)
        .map(given -> job.with(new NothingGoes(given)))
        .orElse(job);
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
    List<HostStanding> standings = new RotationHosts(spec.orElseThrow()).look(jobs, look);
    Optional<RotationState> seen = stop.requested() ? Optional.empty() : state(standings);
    if (seen.isEmpty()) {
      return OptionalInt.of(ExitCode.INTERRUPTED);
    }
    RotationState state = seen.get();
    looked = seen;
    boolean refused = rotation.step() == RotationStep.FINISH && !mayFinish(state);
    boolean ends = refused || rotation.step() == RotationStep.STATUS;
    if (ends) {
      findings.warnings().forEach(w -> environment.errors().println("hosttrust: warning: " + w));
    }
    if (ends) {
      show(state, refused);
    } else if (flags.run().output() == OutputFormat.TEXT) {
      text().print(state); // a line of JSON comes once, at the end of the run
    }
    if (refused) {
      environment
          .errors()
          .println(
              "hosttrust: refused, and no host was changed: something may still need the old CA, as is said above");
    }
    return ends
        ? OptionalInt.of(refused ? ExitCode.NOT_YET : exitCode(state))
        : OptionalInt.empty();
  }

  /** How far the rotation is; empty if somebody interrupts the look at the servers. */
  private Optional<RotationState> state(List<HostStanding> hosts) throws InterruptedException {
    RotationServers all = servers.orElseThrow();
    Integer seconds = flags.connection().login().connectTimeoutSeconds();
    List<HostStanding> everyone = new ArrayList<>(hosts);
    everyone.addAll(leftOut);
    return InterruptedLook.at(environment, () -> all.look(seconds))
        .map(
            served ->
                new RotationState(
                    spec.orElseThrow().successions(),
                    everyone,
                    served,
                    all.unserved(),
                    Set.copyOf(rotation.excusedDaemons())));
  }

  private static boolean mayFinish(RotationState state) {
    return state.phase() == RotationPhase.FINISH || state.phase() == RotationPhase.DONE;
  }

  private static int exitCode(RotationState state) {
    if (!state.names(Trust.UNREACHABLE).isEmpty()) {
      return ExitCode.HOST_UNREACHABLE;
    }
    return state.names(Trust.FAILED).isEmpty() ? ExitCode.OK : ExitCode.HOST_FAILED;
  }

  /** A step that ends with the look. */
  private void show(RotationState state, boolean refused) {
    switch (flags.run().output()) {
      case JSON ->
          new RotationJson(environment.lines(), environment.clock())
              .print(rotation.step().word(), refused, state);
      case TEXT -> {
        text().print(state);
        text().notes(state); // no rollout tells them
        text().next(state);
      }
    }
  }

  private RotationText text() {
    return new RotationText(environment.lines(), names.orElseThrow());
  }

  @Override
  public List<Report> watchers() {
    return List.of(rolledOut);
  }

  @Override
  public int after(int exitCode, Report report) throws InterruptedException {
    if (mode.check()) {
      looked.ifPresent(state -> report.rotation(rotation.step().word(), state));
      return exitCode;
    }
    if (exitCode == ExitCode.INTERRUPTED) {
      return exitCode;
    }
    RotationHosts hosts = new RotationHosts(spec.orElseThrow());
    Optional<RotationState> seen =
        state(
            rolledOut.byHost().values().stream()
                .map(
                    rotation.step() == RotationStep.FINISH ? RotationHosts::finished : hosts::added)
                .toList());
    if (seen.isEmpty()) {
      return ExitCode.INTERRUPTED;
    }
    RotationState state = seen.get();
    report.rotation(rotation.step().word(), state);
    if (flags.run().output() == OutputFormat.TEXT) {
      text().print(state);
      text().next(state);
    }
    return exitCode == ExitCode.OK && !isThere(state.phase()) ? ExitCode.NOT_YET : exitCode;
  }

  /** Whether the step did what it is for. */
  private boolean isThere(RotationPhase phase) {
    return rotation.step() == RotationStep.FINISH
        ? phase == RotationPhase.DONE
        : phase != RotationPhase.ADD && phase != RotationPhase.RESTART;
  }
}
