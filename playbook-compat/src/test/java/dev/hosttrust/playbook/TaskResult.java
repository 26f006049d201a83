package dev.hosttrust.playbook;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What Ansible told its callbacks of one task on one host.
 *
 * @param task the task's name as the terminal shows it
 * @param json the result as a callback gets it, without what {@code no_log} hides
 */
record TaskResult(String host, String task, Status status, JsonNode json) {
  /** As the callbacks tell them apart; an error that the play ignores is a failure here. */
  enum Status {
    OK,
    CHANGED,
    FAILED,
    UNREACHABLE,
    SKIPPED
  }

  /** The result's message, empty if there is none. */
  String msg() {
    return json.path("msg").asString("");
  }

  /** The actions of the module's steps, in order. */
  List<String> actions() {
    return json.path("steps").valueStream().map(step -> step.path("action").asString()).toList();
  }
}
