// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.documents;

import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.io.InputStream;

/** Reads inputs to their end, up to a bound: a device such as {@code /dev/zero} has no end. */
public final class InputLimit {

  /** Far above any inventory: what {@code ansible-inventory} prints of 5,000 cloud hosts. */
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  private InputLimit() {}

  /**
   * All bytes of an input.
   *
   * @param what for messages, such as {@code there is}
   * @throws ProblemsException if there are more than 64 MiB
   */
  public static byte[] readAll(InputStream in, Location at, String what) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw ProblemsException.at(at, what + " more than 64 MiB; an inventory is smaller");
    }
    return bytes;
  }
}
