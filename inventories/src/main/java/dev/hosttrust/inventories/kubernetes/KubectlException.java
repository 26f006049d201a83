// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import java.io.Serial;

/** Kubectl gave no answer; the message says why, and perhaps what to do. */
final class KubectlException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final String message;
  private final boolean expired;

  KubectlException(String message) {
    this(message, false);
  }

  KubectlException(String message, boolean expired) {
    super(message);
    this.message = message;
    this.expired = expired;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** Whether the next page was asked for too late: the API keeps a list for some minutes. */
  boolean expired() {
    return expired;
  }
}
