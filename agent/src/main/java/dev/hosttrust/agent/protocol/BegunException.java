// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

/** The agent ran, and its answer does not tell how it ended. A change may have been begun. */
public final class BegunException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  BegunException(String message) {
    super(message);
  }
}
