// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.yaml;

import java.io.Serial;

/** A YAML text cannot be read, or not be edited without harm to it; the message says why. */
public final class YamlException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String reason;

  public YamlException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** The message. */
  public String reason() {
    return reason;
  }
}
