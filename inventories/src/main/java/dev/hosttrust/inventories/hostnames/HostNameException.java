// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.hostnames;

/** An entry that cannot be a host's name, such as one with a range that runs backwards. */
public final class HostNameException extends Exception {

  private static final long serialVersionUID = 1;

  private final String message;

  /**
   * @param message what is wrong and how to write it, in plain words
   */
  public HostNameException(String message) {
    super(message);
    this.message = message;
  }

  /** What is wrong and what to do, in plain words. */
  @Override
  public String getMessage() {
    return message;
  }
}
