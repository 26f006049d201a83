// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

/** One host, logged in to, in the terms of one transport. Thread-safe. */
public interface HostSession extends AutoCloseable {
  /** Whether the connection is there, as far as is known. */
  boolean isOpen();

  /** One more host is reached through this one, which passes on what that one sends. */
  void carry();

  /** Ends it, and with it what goes through it; does nothing the second time. */
  @Override
  void close();
}
