// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.words.Location;

/**
 * An option that no library does.
 *
 * @param name of the keyword as it is written, which may be one that nobody knows
 * @param value its words with a blank between them, without quotes and comments
 */
record OtherSetting(String name, String value, Location place) implements Item {

  /** Reads what follows the keyword on its line, which ssh alone has to understand. */
  static OtherSetting read(String name, LineScanner line, Location place) {
    String rest = line.rest();
    try {
      return new OtherSetting(name, String.join(" ", line.words()), place);
    } catch (LineScanner.OpenQuoteException e) {
      return new OtherSetting(name, rest, place);
    }
  }
}
