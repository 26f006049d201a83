// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import java.io.IOException;

/** The cause of a failure to connect that may be over soon, so that it is worth another attempt. */
class PassingException extends IOException {
  private static final long serialVersionUID = 1L;

  PassingException(String message, Throwable cause) {
    super(message, cause);
  }
}
