// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

/**
 * One thing in the input that must be put right before any host is touched.
 *
 * @param where file, {@code file:line:column}, flag or host; empty where the rest says it
 * @param what what is wrong, in plain words, without a full stop
 * @param remedy what to do, without a full stop; empty where {@code what} says it
 */
public record Problem(String where, String what, String remedy) {

  /** A problem whose words say where it is and what to do. */
  public static Problem of(String what) {
    return new Problem("", what, "");
  }

  /** A problem whose words say what to do. */
  public static Problem at(String where, String what) {
    return new Problem(where, what, "");
  }

  /** The same problem, with the place that its own place is a part of in front. */
  public Problem within(String place) {
    return new Problem(where.isEmpty() ? place : place + ": " + where, what, remedy);
  }

  /** The whole on one line. */
  public String message() {
    return (where.isEmpty() ? "" : where + ": ") + what + (remedy.isEmpty() ? "" : "; " + remedy);
  }

  @Override
  public String toString() {
    return message();
  }
}
