package dev.hosttrust.controller.report;

import dev.hosttrust.controller.rollout.Recap;
import dev.hosttrust.controller.rollout.RolloutListener;
import java.time.Duration;

/** What a rollout says. */
public interface Report extends RolloutListener {

  /** Something that the operator should know, before or during the run. */
  void warning(String text);

  /** All hosts are done. */
  void finished(Recap recap, Duration took);
}
