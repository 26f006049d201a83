// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.certificate;

/**
 * One thing in the input that must be put right before any host is touched.
 *
 * @param where file, {@code file:line:column} or flag
 * @param what what is wrong, in plain words, without a full stop
 * @param remedy what to do, without a full stop
 */
public record Problem(String where, String what, String remedy) {

  /** The whole on one line. */
  public String message() {
    return where + ": " + what + "; " + remedy;
  }

  @Override
  public String toString() {
    return message();
  }
}
