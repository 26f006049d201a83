// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.python;

/** The text is no Python literal. Frequent and caught at once, hence without a stack trace. */
final class NotALiteral extends Exception {

  private static final long serialVersionUID = 1;

  NotALiteral() {
    super("not a literal", null, false, false);
  }
}
