// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import java.util.Locale;

/** Forms of the report. */
public enum OutputFormat {
  TEXT,
  JSON;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
