// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.json;

/** A text is not the JSON that was written. The message says what is missing or wrong. */
public final class UnexpectedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnexpectedJsonException(String message) {
    super(message);
  }
}
