// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.FailureLimit;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.Pauses;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.rollout.Rollout;
import dev.hosttrust.controller.rollout.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A rollout of which all input is right, from the first look at a host to the exit code.
 *
 * @param flags how the run goes otherwise
 * @param kept what it leaves on file
 */
record CheckedRollout(
    Rollout.Settings settings,
    List<Batch> batches,
    FailureLimit limit,
    Pauses pauses,
    FleetFlags flags,
    Connections connections,
    RunReport report,
    RunRecord kept) {

  /** Runs it and returns the exit code. */
  int run() throws InterruptedException {
    Stop stop = new Stop();
    Rollout rollout = new Rollout(settings, limit, pauses, stop, report.all());
    try (Interrupts _ =
            Interrupts.listen(
                stop,
                report.environment().errors(),
                report.progress(),
                rollout::changing,
                connections::abandon);
        JobControl _ = JobControl.listen(report.progress())) {
      List<HostJob> jobs = Batch.inTurn(batches);
      Strangers strangers = strangers(stop);
      // Interrupted meanwhile, the rollout leaves all hosts for that reason.
      RunEnd end =
          strangers.areNone() || stop.requested()
              ? runBatches(rollout, stop)
              : strangers.leave(jobs, report.all());
      finish(end);
      rollout.listenerFailure().ifPresent(CheckedRollout::reportFailed);
      return ExitCode.of(
          end.recap(),
          jobs.size(),
          stop.requested(),
          end.halt().isPresent(),
          flags.run().detailedExitCode());
    }
  }

  private Strangers strangers(Stop stop) throws InterruptedException {
    return settings.check() || flags.connection().skipUnknownHosts()
        ? Strangers.NONE
        : Strangers.look(
            connections.hostKeyScan(settings.forks()),
            connections.targets(),
            stop,
            report.progress());
  }

  private RunEnd runBatches(Rollout rollout, Stop stop) throws InterruptedException {
    long start = System.nanoTime();
    Recap recap = rollout.runBatches(batches);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new RunEnd(recap, connections.unknownHostKeys(), rollout.halt(), stop.requested(), took);
  }

  private void finish(RunEnd end) {
    Report all = report.all();
    connections.notWritten().stream()
        .map("new host keys could not be written down: %s"::formatted)
        .forEach(all::warning);
    report.finished(end);
    kept.whereThePlanIs().ifPresent(report::say);
    Optional<String> howToGoOn = kept.howToGoOn(end.recap());
    howToGoOn.ifPresent(report::say);
  }

  private static void reportFailed(Throwable failure) {
    throw new IllegalStateException("the report of a host failed: " + failure, failure);
  }
}
