// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.problems;

/**
 * One thing that is wrong, or odd, in an inventory.
 *
 * @param location where
 * @param message what is wrong and what to do, in plain words
 */
public record Problem(Location location, String message) {

  /** {@code file:line:column: message}. */
  @Override
  public String toString() {
    return location + ": " + message;
  }
}
