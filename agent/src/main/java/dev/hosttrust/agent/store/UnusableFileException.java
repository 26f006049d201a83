// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

/**
 * A file on a host cannot be given our trust. The message is a whole sentence without a full stop:
 * the path, what is wrong, what to do.
 */
final class UnusableFileException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableFileException(String path, String what, String remedy) {
    super(path + ": " + what + "; " + remedy);
  }

  /** The same for what is said elsewhere in these words too, so that it is told once. */
  UnusableFileException(String sentence) {
    super(sentence);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
