// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.PathFact;
import java.util.List;

/** One change to a host. The agent does the steps of a plan in order, or none of them. */
public sealed interface Step {

  /** A directory where nothing was; its parent exists by then. */
  record CreateDirectory(String path, Attributes attributes) implements Step {}

  /**
   * Another mode or owner for a directory or file that stays as it is.
   *
   * @param before the directory or file
   */
  record ChangeAttributes(String path, PathFact before, Attributes from, Attributes to)
      implements Step {}

  /**
   * A whole file, new or in place of an old one.
   *
   * @param before absent or a regular file
   */
  record WriteFile(String path, PathFact before, Attributes attributes, Content content)
      implements Step {

    /** Whether there was no file before. */
    public boolean isNew() {
      return before instanceof PathFact.Absent;
    }
  }

  /** Removes what an interrupted run left under temporary names. */
  record RemoveLeftovers() implements Step {}

  /**
   * A run of {@code update-ca-certificates}.
   *
   * @param fresh whether all links are made anew ({@code --fresh}); without, links that stand are
   *     believed, even where the certificate behind them is another
   * @param reasons why, for people; at least one
   */
  record UpdateTrust(boolean fresh, List<String> reasons) implements Step {
    public UpdateTrust {
      reasons = List.copyOf(reasons);
    }
  }
}
