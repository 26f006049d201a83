// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.tree;

/** A host, group or variable that does not fit in; the reader knows the place and reports it. */
public final class TreeException extends Exception {

  private static final long serialVersionUID = 1;

  private final String message;

  TreeException(String message) {
    super(message);
    this.message = message;
  }

  /** What is wrong and what to do, in plain words. */
  @Override
  public String getMessage() {
    return message;
  }
}
