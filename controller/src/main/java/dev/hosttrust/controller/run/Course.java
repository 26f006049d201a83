// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.words.Findings;
import java.util.List;
import java.util.OptionalInt;

/** What is done around a rollout: nothing, as a rule. */
interface Course {
  /** Reads input of its own; what is wrong with it is in the findings. */
  default void check(Fleet fleet, Findings findings) {}

  /** The job of a host, as it is to be run; comes when all input was read. */
  default HostJob reviewed(HostJob job) {
    return job;
  }

  /**
   * Comes when all input is right, and before anything is written down of the rollout.
   *
   * @param jobs all hosts of the rollout
   * @return the exit code, if the rollout must not begin
   */
  default OptionalInt before(
      List<HostJob> jobs, Connections connections, Reporting reporting, FleetFindings findings)
      throws InterruptedException {
    return OptionalInt.empty();
  }

  /** Who else is told of the rollout. */
  default List<Report> watchers() {
    return List.of();
  }

  /**
   * Comes when the rollout is over.
   *
   * @param exitCode that of the rollout
   * @param report is told what else is known then
   * @return that of the run
   */
  default int after(int exitCode, Report report) throws InterruptedException {
    return exitCode;
  }
}
