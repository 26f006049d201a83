// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.agent.store.Wanted;
import java.util.Optional;

/**
 * One host of a rollout.
 *
 * @param name as the inventory has it
 * @param work what is done on it
 * @param opener connects to it
 * @param place what decides when it has its turn
 * @param review what its plan must pass before the host is changed
 */
public record HostJob(String name, Work work, Opener opener, Place place, Review review)
    implements Placed {

  /** A job whose plan needs no review. */
  public HostJob(String name, Wanted wanted, Opener opener, Place place) {
    this(name, new Work.Trust(wanted), opener, place);
  }

  /** The same, whatever is done. */
  public HostJob(String name, Work work, Opener opener, Place place) {
    this(name, work, opener, place, plan -> Optional.empty());
  }

  /** A host that may have its turn at any time. */
  public HostJob(String name, Wanted wanted, Opener opener) {
    this(name, wanted, opener, Place.ANYWHERE);
  }

  /** The same job with another review. */
  public HostJob with(Review newReview) {
    return new HostJob(name, work, opener, place, newReview);
  }

  /**
   * What the host shall trust, and where its stores are.
   *
   * @throws IllegalStateException if it is only looked at
   */
  public Wanted wanted() {
    return switch (work) {
      case Work.Trust(Wanted wanted) -> wanted;
      case Work.Look _ -> throw new IllegalStateException(name + " is only looked at");
    };
  }

  /** Looks at the plan of a host, in a dry run as well. */
  @FunctionalInterface
  public interface Review {
    /**
     * @return why the host must not be changed in this way; empty if it may be
     */
    Optional<String> objection(Plan plan);
  }

  /** Opens a shell with the rights that the change needs. */
  @FunctionalInterface
  public interface Opener {
    /**
     * @throws ShellException if there is no connection; the message names why
     */
    OpenShell open() throws ShellException;
  }
}
