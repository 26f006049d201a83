// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.agent.diff.FileDiff;
import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.text.Printable;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * The result's key {@code diff}, as Ansible's callbacks show it: an entry a path, texts for the
 * content of files, dictionaries for what else there is to a path, as the modules copy and file
 * have them.
 */
final class DiffJson {
  private DiffJson() {}

  static void write(JsonGenerator json, List<Step> steps) {
    JsonText.objects(json, "diff", steps, DiffJson::entry);
  }

  private static void entry(JsonGenerator json, Step step) {
    switch (step) {
      case Step.CreateDirectory create -> created(json, create);
      case Step.ChangeAttributes change -> changed(json, change);
      case Step.WriteFile write when !write.content().shown().isEmpty() -> prepared(json, step);
      case Step.WriteFile write -> written(json, write);
      case Step.RemoveFile remove -> prepared(json, step);
      case Step.RemoveDirectory remove -> prepared(json, step);
      case Step.RemoveLeftovers sweep -> prepared(json, step);
      case Step.RunTool run -> prepared(json, step);
      case Step.RestartDaemon restart -> prepared(json, step);
    }
  }

  private static void created(JsonGenerator json, Step.CreateDirectory create) {
    headers(json, create.path(), create.path());
    JsonText.object(json, "before", before -> state(before, create.path(), "absent"));
    JsonText.object(
        json,
        "after",
        after -> {
          state(after, create.path(), "directory");
          StepsJson.attributes(after, create.attributes());
        });
  }

  private static void state(JsonGenerator json, String path, String state) {
    json.writeStringProperty("path", path);
    json.writeStringProperty("state", state);
  }

  private static void changed(JsonGenerator json, Step.ChangeAttributes change) {
    headers(json, change.path(), change.path());
    side(json, "before", change.path(), change.from());
    side(json, "after", change.path(), change.to());
  }

  private static void side(JsonGenerator json, String name, String path, Attributes attributes) {
    JsonText.object(
        json,
        name,
        side -> {
          side.writeStringProperty("path", path);
          StepsJson.attributes(side, attributes);
        });
  }

  /** Where mode or owner change as well, the headers say so. */
  private static void written(JsonGenerator json, Step.WriteFile write) {
    if (write.before() instanceof RegularFile old) {
      boolean same = old.attributes().equals(write.attributes());
      headers(
          json,
          same ? write.path() : header(write.path(), old.attributes()),
          same ? write.path() : header(write.path(), write.attributes()));
      json.writeStringProperty("before", old.content().text());
    } else {
      String state = write.isNew() ? " (absent)" : " (a symbolic link)";
      headers(json, write.path() + state, header(write.path(), write.attributes()));
      json.writeStringProperty("before", "");
    }
    json.writeStringProperty("after", write.content().text());
  }

  private static String header(String path, Attributes attributes) {
    return "%s (mode %04o, owner %d:%d)"
        .formatted(path, attributes.mode(), attributes.uid(), attributes.gid());
  }

  private static void headers(JsonGenerator json, String before, String after) {
    json.writeStringProperty("before_header", before);
    json.writeStringProperty("after_header", after);
  }

  /** What has no two sides: the lines as the command line shows them. */
  private static void prepared(JsonGenerator json, Step step) {
    FileDiff diff = PlanDiff.of(step);
    StringBuilder text = new StringBuilder();
    diff.lines().forEach(line -> text.append(Printable.line(line)).append('\n'));
    json.writeStringProperty("prepared", text.toString());
  }
}
