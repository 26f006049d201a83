// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.process;

import dev.hosttrust.controller.rollout.Recap;

/** What the process ends with: Ansible's codes where it has one. */
public final class ExitCode {
  public static final int OK = 0;

  /** A bug of ours, or what a command was to write could not be written. */
  public static final int INTERNAL = 1;

  public static final int HOST_FAILED = 2;

  /** With {@code --check --detailed-exitcode}: changes are pending. */
  public static final int CHANGES_PENDING = 3;

  /** Also when others failed. */
  public static final int HOST_UNREACHABLE = 4;

  /** Bad usage or input, found before any host was touched. */
  public static final int USAGE = 5;

  /** A rotation is not as far as it must be for the step. */
  public static final int NOT_YET = 6;

  /** Too many hosts failed, and no further one was begun. */
  public static final int HALTED = 8;

  public static final int INTERRUPTED = 99;

  /** What a shell calls the end of a program by SIGPIPE, such as that of {@code ls | head -n 1}. */
  public static final int READER_WENT_AWAY = 141;

  private ExitCode() {}

  /**
   * @param hosts how many the run had; if the recap has another number, some were lost, which is a
   *     bug of ours and must not look like success
   * @param halted whether the failure limit was exceeded
   * @param detailed whether pending changes have a code of their own
   */
  public static int of(
      Recap recap, int hosts, boolean interrupted, boolean halted, boolean detailed) {
    if (recap.hosts() != hosts) {
      return INTERNAL;
    }
    if (interrupted) {
      return INTERRUPTED;
    }
    if (halted) {
      return HALTED;
    }
    if (recap.unreachable() > 0) {
      return HOST_UNREACHABLE;
    }
    if (recap.failed() > 0) {
      return HOST_FAILED;
    }
    return detailed && recap.wouldChange() > 0 ? CHANGES_PENDING : OK;
  }
}
