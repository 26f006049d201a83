// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import dev.hosttrust.controller.report.Status;
import java.util.Arrays;
import java.util.Optional;

/** What a journal knows of one host, in the order in which it is told. */
public enum HostState {
  OK(Status.OK.word()),
  CHANGED(Status.CHANGED.word()),
  FAILED(Status.FAILED.word()),
  UNREACHABLE(Status.UNREACHABLE.word()),
  SKIPPED(Status.SKIPPED.word()),

  /** Its change had begun, and how that ended is not known: the host finishes or undoes it. */
  IN_MID_CHANGE("in mid-change"),

  NOT_BEGUN("not begun");

  private final String word;

  HostState(String word) {
    this.word = word;
  }

  /** The state after an outcome, by its id in JSON. */
  static Optional<HostState> of(String status) {
    return Arrays.stream(values()).filter(state -> state.id().equals(status)).findFirst();
  }

  /** Whether nothing is left to do for the host. */
  public boolean isDone() {
    return this == OK || this == CHANGED;
  }

  /** Whether it was tried, and did not succeed. */
  public boolean isFailure() {
    return this == FAILED || this == UNREACHABLE;
  }

  /** Whether anything was done for it. */
  boolean wasBegun() {
    return this != SKIPPED && this != NOT_BEGUN;
  }

  /** For people. */
  public String word() {
    return word;
  }

  /** For programs: no blank in it. */
  public String id() {
    return word.replace(' ', '_').replace('-', '_');
  }
}
