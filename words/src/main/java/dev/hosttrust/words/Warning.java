// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

/**
 * One thing in the input that the operator should know and that does not stop the rollout.
 *
 * @param where file, {@code file:line}, flag or host; empty where the rest says it
 * @param what what may go wrong, in plain words, without a full stop
 */
public record Warning(String where, String what) {

  /** The whole on one line. */
  public String message() {
    return where.isEmpty() ? what : where + ": " + what;
  }

  @Override
  public String toString() {
    return message();
  }
}
