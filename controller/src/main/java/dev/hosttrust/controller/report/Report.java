package dev.hosttrust.controller.report;

import dev.hosttrust.agent.spec.Anchor;
import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.rollout.RolloutListener;
import java.time.Duration;
import java.util.Collection;

/** What a rollout says. */
public interface Report extends RolloutListener {

  /** What the hosts shall trust, each once. */
  void anchors(Collection<Anchor> anchors);

  /** Something that the operator should know, before or during the run. */
  void warning(String text);

  /** All hosts are done. */
  void finished(Recap recap, Duration took);
}
