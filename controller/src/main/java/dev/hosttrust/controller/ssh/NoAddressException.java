// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.io.IOException;

/** A name has several addresses, and none could be connected to; the message is about each. */
final class NoAddressException extends PassingException {
  private static final long serialVersionUID = 1L;

  NoAddressException(String message) {
    super(message, new IOException("no address answers"));
  }
}
