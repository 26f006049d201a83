// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rollout;

/** How far a host is. */
public enum Phase {
  /** A connection is made, and the login. */
  CONNECTING,
  /** The host is looked at, and its plan made. */
  LOOKING,
  /** The plan is carried out on the host, which by itself finishes or undoes what is begun. */
  CHANGING,
}
