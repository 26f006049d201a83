// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.util.concurrent.atomic.AtomicBoolean;

/** A host that is logged in to, and its part of the connection to the last jump host before it. */
public final class Route<S extends HostSession> implements AutoCloseable {
  private final S session;
  private final Runnable leave;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param leave gives the part back
   */
  Route(S session, Runnable leave) {
    this.session = session;
    this.leave = leave;
  }

  public S session() {
    return session;
  }

  /** Ends the session; the jump host's goes on for others. Does nothing the second time. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      session.close();
      leave.run();
    }
  }
}
