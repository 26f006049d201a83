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
 */
public record HostJob(String name, Wanted wanted, Opener opener) {

  /** Opens a shell with the rights that the change needs. */
  @FunctionalInterface
  public interface Opener {
    /**
     * @throws ShellException if there is no connection; the message names why
     */
    OpenShell open() throws ShellException;
  }
}
