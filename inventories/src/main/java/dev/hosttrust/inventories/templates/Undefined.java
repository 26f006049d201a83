// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.templates;

/**
 * What a name without a value stands for: an error on every use but the filter {@code default} and
 * the tests {@code defined} and {@code undefined}.
 *
 * @param why the message of that error
 */
record Undefined(String why) {

  /** What {@code 'a' if false} stands for: as a whole template it is an empty text. */
  static final Undefined NO_ELSE =
      new Undefined("an if without else has a condition that is false");
}
