// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.rotation;

import java.util.Locale;

/** What a rotation waits for. */
public enum RotationPhase {
  /** The new CA comes to the hosts. */
  ADD,
  /** Daemons that started before it came are restarted. */
  RESTART,
  /** The servers get certificates of the new CA. */
  SERVERS,
  /** The old CA leaves the hosts. */
  FINISH,
  /** Nothing. */
  DONE;

  /** As reports have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
