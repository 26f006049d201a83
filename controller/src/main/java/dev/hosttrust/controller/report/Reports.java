// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Pause;
import dev.hosttrust.controller.rollout.Phase;
import dev.hosttrust.controller.rotation.RotationState;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Several reports of one run, which are told the same in the same order. */
public final class Reports implements Report {
  private final List<Report> reports;

  public Reports(List<Report> reports) {
    this.reports = List.copyOf(reports);
  }

  @Override
  public void anchors(Collection<Anchor> anchors) {
    each(report -> report.anchors(anchors));
  }

  @Override
  public void absent(Collection<AbsentAnchor> anchors) {
    each(report -> report.absent(anchors));
  }

  @Override
  public void warning(String text) {
    each(report -> report.warning(text));
  }

  @Override
  public void bySsh(List<String> hosts, List<String> reasons) {
    each(report -> report.bySsh(hosts, reasons));
  }

  @Override
  public void notServed(int hosts) {
    each(report -> report.notServed(hosts));
  }

  @Override
  public void leavingAll() {
    each(Report::leavingAll);
  }

  @Override
  public void batch(Batch batch) {
    each(report -> report.batch(batch));
  }

  @Override
  public void pausing(Pause pause) {
    each(report -> report.pausing(pause));
  }

  @Override
  public void phase(String host, Phase phase) {
    each(report -> report.phase(host, phase));
  }

  @Override
  public void done(HostResult result) {
    each(report -> report.done(result));
  }

  @Override
  public void finished(RunEnd end) {
    each(report -> report.finished(end));
  }

  @Override
  public void rotation(String step, RotationState state) {
    each(report -> report.rotation(step, state));
  }

  /** A report that fails does not keep the others from being told. */
  private void each(Consumer<Report> event) {
    RuntimeException failure = null;
    for (Report report : reports) {
      try {
        event.accept(report);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
