// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import java.util.Locale;

/** What one call does of a rotation. */
public enum RotationStep {
  /** Looks, and says what comes next. */
  STATUS,
  /** Lets hosts trust the new CA beside the old one. */
  ADD,
  /** Takes the old CA away, if nothing needs it any more. */
  FINISH;

  /** As it is typed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
