// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

/** What becomes of a keyword of ssh_config(5) where hosttrust reads it. */
enum Handling {
  /** Every transport does it. */
  DONE,
  /** A library does it as far as it has what is listed; else as {@link #ONLY_BY_SSH}. */
  ALGORITHMS,
  /** The host is reached by ssh; where a library was asked for, a warning says that it is lost. */
  BY_SSH,
  /** The host is reached by ssh; where a library was asked for, that host is refused. */
  ONLY_BY_SSH,
  /** It has no effect on who is reached, as whom, and how the host key is judged. */
  NO_EFFECT
}
