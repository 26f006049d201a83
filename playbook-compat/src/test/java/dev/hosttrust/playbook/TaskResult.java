// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What Ansible told its callbacks of one task on one host, or of one item of the task's loop.
 *
 * @param task the task's name as the terminal shows it
 * @param action the module's or action plugin's name
 * @param target the task's parameter {@code dest} or {@code path}, empty if it has neither
 * @param json the result as a callback gets it, without what {@code no_log} hides
 */
public record TaskResult(
    String host, String task, String action, String target, Status status, JsonNode json) {
  /** As the callbacks tell them apart; an error that the play ignores is a failure here. */
  public enum Status {
    OK,
    CHANGED,
    FAILED,
    UNREACHABLE,
    SKIPPED
  }

  /** The result's message, empty if there is none. */
  public String msg() {
    return json.path("msg").asString("");
  }

  /** The actions of the module's steps, in order. */
  List<String> actions() {
    return json.path("steps").valueStream().map(step -> step.path("action").asString()).toList();
  }

  /** Whether it is the sum of a loop's items. */
  boolean isLoop() {
    return json.has("results");
  }
}
