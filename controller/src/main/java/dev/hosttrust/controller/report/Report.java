// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.controller.rollout.RolloutListener;
import java.util.Collection;
import java.util.List;

/** What a rollout says. */
public interface Report extends RolloutListener {

  /** The first words: what the hosts shall trust, each once. */
  void anchors(Collection<Anchor> anchors);

  /** Next, what they shall trust no longer, each once. What came of it stands with the hosts. */
  default void absent(Collection<AbsentAnchor> anchors) {}

  /** Something that the operator should know, before or during the run. */
  void warning(String text);

  /**
   * Some hosts are reached by the machine's own ssh; comes before the run.
   *
   * @param reasons why, each with the place that says so
   */
  void bySsh(List<String> hosts, List<String> reasons);

  /** All hosts are done, or were given up. */
  void finished(RunEnd end);
}
