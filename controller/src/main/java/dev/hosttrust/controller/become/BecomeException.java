// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

/** The way of becoming root that is asked for cannot be used; no host was touched. */
@SuppressWarnings("serial") // nobody serialises it
public final class BecomeException extends RuntimeException {
  BecomeException(String message) {
    super(message);
  }
}
