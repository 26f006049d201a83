// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.Outcome;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.store.Wanted;
import java.util.function.Function;

/** What is done on a host once it is reached. */
public sealed interface Work {

  /**
   * The host is brought to the wanted trust, or in a dry run it is seen what that would change.
   *
   * @param wanted what it shall trust, and where its stores are
   */
  record Trust(Wanted wanted) implements Work {}

  /**
   * The host is looked at.
   *
   * @param look changes nothing; where it succeeds, the outcome is {@link Outcome.Unchanged}
   */
  record Look(Function<Shell, Outcome> look) implements Work {}
}
