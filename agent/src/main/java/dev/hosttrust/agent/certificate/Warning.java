// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

/**
 * One thing in the input that the operator should know and that does not stop the rollout.
 *
 * @param where file or {@code file:line}
 * @param what what may go wrong, in plain words, without a full stop
 */
public record Warning(String where, String what) {

  /** The whole on one line. */
  public String message() {
    return where + ": " + what;
  }

  @Override
  public String toString() {
    return message();
  }
}
