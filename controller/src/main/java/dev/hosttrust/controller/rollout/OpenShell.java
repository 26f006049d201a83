// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

import dev.hosttrust.agent.shell.Shell;

/** A shell that must be closed; {@link #close} may come from any thread and ends a running exec. */
public interface OpenShell extends Shell, AutoCloseable {
  @Override
  void close();
}
