// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.values;

import dev.hosttrust.words.Location;
import org.jspecify.annotations.Nullable;

/**
 * A variable's value and the place where it was written.
 *
 * @param value null, {@link String}, {@link Boolean}, {@link Long}, {@link java.math.BigInteger},
 *     {@link Double}, {@link java.time.temporal.Temporal}, {@link VaultText}, {@link UnsafeText},
 *     or an unmodifiable {@link java.util.List} or {@link java.util.Map} of these
 * @param location for error messages
 */
public record Variable(@Nullable Object value, Location location) {

  /** The source of a location that stands for what {@code -e} gives on the command line. */
  public static final String ON_THE_COMMAND_LINE = "extra variables";

  /** Without the value, which may be a password. */
  @Override
  public String toString() {
    return "Variable[" + location + "]";
  }
}
