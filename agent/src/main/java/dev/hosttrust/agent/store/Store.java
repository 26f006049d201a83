// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.daemon.ReadAtStart;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.List;

/**
 * A place on a host that holds trust. A store asks questions, reads the answers, and gives steps
 * and proofs; it touches no host itself. Stateless: one instance serves all hosts and threads.
 *
 * <p>A new store is one class, its test, a row in {@link Stores}, a tree for the contract of all
 * stores, and a row and a section in docs/stores.md.
 */
interface Store {

  /** Its name, in {@code --store}, in reports and in docs/stores.md. */
  String id();

  /**
   * What it wants to know of a host. It is asked again with the facts that came, and what is then
   * new costs the host another exec: only for what cannot be known before, such as a path that the
   * host's configuration names.
   *
   * @param known {@link Facts#NONE} at first
   */
  List<Question<?>> questions(Wanted wanted, Facts known);

  /** Whether the host has what reads this store, so that {@code --store auto} takes it. */
  boolean isOn(Wanted wanted, Facts facts);

  /**
   * Why the host must be left alone, each with the path and the remedy. Paths whose use is to be
   * written are checked by {@link PathChecks} already: they are absent or what they should be.
   */
  List<String> obstacles(Wanted wanted, Facts facts);

  /** Gives what is wanted to {@code steps}, which leaves out what is so already. */
  void plan(Wanted wanted, Facts facts, Steps steps);

  /** The files that daemons read once, when they start; the same for all hosts. */
  default List<ReadAtStart> readAtStart(Wanted wanted) {
    return List.of();
  }

  /**
   * What it holds, whoever put it there.
   *
   * @param root where the host's tree starts
   */
  StoreListing listing(TreeRoot root);

  /**
   * The files that keep a CA trusted which is to go. They are left, and told.
   *
   * @param after the host once the plan of this store is done
   */
  default List<LeftTrust.Kept> kept(Wanted wanted, Facts facts, AfterPlan after) {
    return List.of();
  }

  /** What shows that the anchors are trusted, where there is nothing left to do. */
  List<Proof> proofs(Wanted wanted, Facts facts);
}
