// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

import java.util.List;

/**
 * A program of a distribution that makes a store's files effective, as a plan runs it. It is run
 * with no other run of it beside, and what it did is put back where the plan fails.
 *
 * @param program its name on root's search path
 * @param purpose what it updates, for people, such as {@code the system store}
 * @param scratch files that a killed run of it leaves and that it would go on with; removed before
 *     it runs
 * @param snapshot directories that it changes; copied before and put back where the plan fails
 * @param complaints how those lines of its output begin that tell of something wrong although it
 *     ends well
 * @param mayFail whether its failure undoes nothing, because the look behind the change tells what
 *     it did not do
 */
public record HostTool(
    String program,
    String purpose,
    List<String> scratch,
    List<String> snapshot,
    List<String> complaints,
    boolean mayFail) {
  /** One whose failure undoes the plan. */
  public HostTool(
      String program,
      String purpose,
      List<String> scratch,
      List<String> snapshot,
      List<String> complaints) {
    this(program, purpose, scratch, snapshot, complaints, false);
  }

  /** One whose failure is a complaint, and undoes nothing. */
  public static HostTool thatMayFail(String program, String purpose, List<String> snapshot) {
    return new HostTool(
        program, purpose, List.of(), snapshot, List.of(program + " failed: "), true);
  }

  public HostTool {
    scratch = List.copyOf(scratch);
    snapshot = List.copyOf(snapshot);
    complaints = List.copyOf(complaints);
  }

  /** Whether a line of its output is worth the operator's attention. */
  public boolean complains(String line) {
    return complaints.stream().anyMatch(line::startsWith);
  }
}
