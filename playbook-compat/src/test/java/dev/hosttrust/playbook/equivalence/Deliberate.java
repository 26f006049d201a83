// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import dev.hosttrust.playbook.equivalence.Difference.Kind;
import java.util.List;

/**
 * A difference that is meant.
 *
 * @param state the name of the start state
 * @param difference all that differs
 * @param message what hosttrust's message contains where it fails
 * @param tasks what the tasks leave, for people
 * @param ours what hosttrust leaves, for people
 * @param why the reason
 */
record Deliberate(
    String state, Difference difference, String message, String tasks, String ours, String why) {

  static Deliberate in(String state) {
    return new Deliberate(state, Difference.NONE, "", "", "", "");
  }

  /** Whether nothing differs. */
  boolean isEmpty() {
    return difference.equals(Difference.NONE);
  }

  /** The paths that differ afterwards. */
  Deliberate tree(List<String> paths) {
    return with(Kind.TREE, paths);
  }

  /** Steps that only the tasks make. */
  Deliberate onlyTasks(List<String> steps) {
    return with(Kind.ONLY_TASKS, steps);
  }

  /** Steps that only hosttrust makes. */
  Deliberate onlyHosttrust(String... steps) {
    return with(Kind.ONLY_HOSTTRUST, List.of(steps));
  }

  /** What the tasks' check mode gets wrong. */
  Deliberate mispredicted(String... steps) {
    return with(Kind.MISPREDICTED, List.of(steps));
  }

  /** How the host finds the CA after the tasks: {@code bundle}, {@code hash}, {@code TLS}. */
  Deliberate trustedAfterTasks(String... ways) {
    return with(Kind.TRUSTED_AFTER_TASKS, List.of(ways));
  }

  /** hosttrust alone changes nothing, and its message has this text. */
  Deliberate refused(String text) {
    return with(Kind.FAILS, List.of("hosttrust")).bothFail(text);
  }

  /** Both fail, hosttrust before it changes anything and with a message that has this text. */
  Deliberate bothFail(String text) {
    return new Deliberate(state, difference, text, tasks, ours, why);
  }

  Deliberate leaving(String byTasks, String byHosttrust) {
    return new Deliberate(state, difference, message, byTasks, byHosttrust, why);
  }

  Deliberate because(String reason) {
    return new Deliberate(state, difference, message, tasks, ours, reason);
  }

  private Deliberate with(Kind kind, List<String> values) {
    return new Deliberate(state, difference.with(kind, values), message, tasks, ours, why);
  }
}
