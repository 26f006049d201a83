// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.values;

/**
 * A value tagged {@code !unsafe}: never a template, whatever braces it holds.
 *
 * @param text the value itself
 */
public record UnsafeText(String text) {

  /** Without the text, which may be a password: they are what {@code !unsafe} is used for most. */
  @Override
  public String toString() {
    return "UnsafeText[]";
  }
}
