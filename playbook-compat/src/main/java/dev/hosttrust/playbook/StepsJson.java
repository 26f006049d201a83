// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.plan.Step;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The steps of a plan under the result's key {@code steps}. */
final class StepsJson {
  private StepsJson() {}

  static void write(JsonGenerator json, List<Step> steps) {
    JsonText.objects(json, "steps", steps, StepsJson::step);
  }

  private static void step(JsonGenerator json, Step step) {
    switch (step) {
      case Step.CreateDirectory create ->
          onPath(json, "create_directory", create.path(), create.attributes());
      case Step.ChangeAttributes change ->
          onPath(json, "change_attributes", change.path(), change.to());
      case Step.WriteFile write -> {
        onPath(json, "write_file", write.path(), write.attributes());
        takesEffect(json, write.takesEffect());
      }
      case Step.RemoveFile remove -> {
        json.writeStringProperty("action", "remove_file");
        json.writeStringProperty("path", remove.path());
        takesEffect(json, remove.takesEffect());
      }
      case Step.RemoveDirectory remove -> {
        json.writeStringProperty("action", "remove_directory");
        json.writeStringProperty("path", remove.path());
      }
      case Step.RestartDaemon restart -> {
        json.writeStringProperty("action", "restart_daemon");
        json.writeStringProperty("daemon", restart.daemon());
        json.writeStringProperty("service", restart.service());
        JsonText.strings(json, "reasons", restart.reasons());
      }
      case Step.RemoveLeftovers sweep -> json.writeStringProperty("action", "remove_leftovers");
      case Step.RunTool run -> {
        json.writeStringProperty("action", "run_tool");
        json.writeStringProperty("command", run.command());
        JsonText.strings(json, "reasons", run.reasons());
        takesEffect(json, run.takesEffect());
      }
    }
  }

  private static void takesEffect(JsonGenerator json, String when) {
    if (!when.isEmpty()) {
      json.writeStringProperty("takes_effect", when);
    }
  }

  private static void onPath(
      JsonGenerator json, String action, String path, Attributes attributes) {
    json.writeStringProperty("action", action);
    json.writeStringProperty("path", path);
    attributes(json, attributes);
  }

  /** The mode as Ansible's modules return it, and the numeric owner and group. */
  static void attributes(JsonGenerator json, Attributes attributes) {
    json.writeStringProperty("mode", "%04o".formatted(attributes.mode()));
    json.writeNumberProperty("owner", attributes.uid());
    json.writeNumberProperty("group", attributes.gid());
  }
}
