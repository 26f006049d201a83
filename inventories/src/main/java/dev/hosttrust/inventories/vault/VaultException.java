// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.vault;

/** A vaulted value cannot be read; the message goes on after a name and "is vaulted". */
public final class VaultException extends Exception {

  private static final long serialVersionUID = 1;

  private final String message;

  VaultException(String message) {
    super(message);
    this.message = message;
  }

  /** Why, and what to do, in plain words. */
  @Override
  public String getMessage() {
    return message;
  }
}
