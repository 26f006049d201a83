// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.controller.rollout.RolloutListener;
import dev.hosttrust.controller.rotation.RotationState;
import java.util.Collection;
import java.util.List;

/** What a rollout says. Who has no use for an event leaves it as it is here. */
public interface Report extends RolloutListener {

  /** The first words: what the hosts shall trust, each once. */
  default void anchors(Collection<Anchor> anchors) {}

  /** Next, what they shall trust no longer, each once. What came of it stands with the hosts. */
  default void absent(Collection<AbsentAnchor> anchors) {}

  /** Something that the operator should know, before or during the run. */
  default void warning(String text) {}

  /**
   * Some hosts are reached by the machine's own ssh; comes before the run.
   *
   * @param reasons why, each with the place that says so
   */
  default void bySsh(List<String> hosts, List<String> reasons) {}

  /**
   * Some hosts are named and left out, because hosttrust cannot serve them; a warning says why.
   * Comes before the run.
   *
   * @param hosts how many; they are in no batch and have no outcome
   */
  default void notServed(int hosts) {}

  /** No host will be touched; comes before what is said of each. */
  default void leavingAll() {}

  /**
   * How far a rotation is; comes behind the end of the run, once servers were looked at.
   *
   * @param step the step that was asked for
   */
  default void rotation(String step, RotationState state) {}

  /** All hosts are done, or were given up. */
  default void finished(RunEnd end) {}
}
