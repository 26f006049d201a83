// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

/** What a host sent is not an answer of the agent. The message is one line for the operator. */
public class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  public ProtocolException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
