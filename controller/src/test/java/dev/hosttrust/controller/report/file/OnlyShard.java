// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.controller.report.Report;
import dev.hosttrust.controller.report.RunEnd;
import dev.hosttrust.controller.rollout.Batch;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.HostResult;
import dev.hosttrust.controller.rollout.Phase;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.rollout.Shard;
import java.util.Collection;
import java.util.List;

/** Tells a report of the hosts of one shard what is told of all hosts. */
final class OnlyShard implements Report {
  private final Shard shard;
  private final Report report;
  private Recap recap = Recap.NONE;

  OnlyShard(Shard shard, Report report) {
    this.shard = shard;
    this.report = report;
  }

  @Override
  public void anchors(Collection<Anchor> anchors) {
    report.anchors(anchors);
  }

  @Override
  public void absent(Collection<AbsentAnchor> anchors) {
    report.absent(anchors);
  }

  @Override
  public void warning(String text) {
    report.warning(text);
  }

  @Override
  public void notServed(int hosts) {
    report.notServed(shard.number() == 1 ? hosts : 0);
  }

  @Override
  public void batch(Batch batch) {
    List<HostJob> hosts = batch.hosts().stream().filter(job -> shard.has(job.name())).toList();
    if (!hosts.isEmpty()) {
      report.batch(new Batch(batch.number(), batch.of(), hosts));
    }
  }

  @Override
  public void phase(String host, Phase phase) {
    if (shard.has(host)) {
      report.phase(host, phase);
    }
  }

  @Override
  public void done(HostResult result) {
    if (shard.has(result.host())) {
      recap = recap.plus(result.outcome());
      report.done(result);
    }
  }

  @Override
  public void finished(RunEnd end) {
    report.finished(
        new RunEnd(recap, end.unknownHostKeys(), end.halt(), end.interrupted(), end.took()));
  }
}
