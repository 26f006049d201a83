// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.agent.store.Wanted;

/**
 * One host of a rollout.
 *
 * @param name as the inventory has it
 * @param wanted what the host shall trust, and where its stores are
 * @param opener connects to it
 * @param place what decides when it has its turn
 */
public record HostJob(String name, Wanted wanted, Opener opener, Place place) {

  /** A host that may have its turn at any time. */
  public HostJob(String name, Wanted wanted, Opener opener) {
    this(name, wanted, opener, Place.ANYWHERE);
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
