// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.connection;

/**
 * A password. It shows itself only to who asks, never in a log.
 *
 * @param reveal the password itself
 */
public record Secret(String reveal) {

  /** Stars. */
  @Override
  public String toString() {
    return "***";
  }
}
