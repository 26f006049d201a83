// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.inventories.templates.Omitted;
import dev.hosttrust.inventories.templates.TemplateException;
import dev.hosttrust.inventories.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Templates put together at random, compared with the real Ansible's answers. */
class AnsibleRandomTemplatesIT {

  private static final int COUNT = Integer.getInteger("templates.count", 1500);
  private static final long SEED = Long.getLong("templates.seed", 20261125);
  private static final String HOST = "web1.example.com";
  private static final Path CASE = Corpus.written().root().resolve("templates");

  @TempDir Path directory;

  @Test
  void makeTheSameOrAreRefused() throws IOException {
    List<String> templates = new RandomTemplates(SEED).lines(COUNT);
    Files.copy(CASE.resolve("hosts.yml"), directory.resolve("hosts.yml"));
    Files.write(directory.resolve("templates.txt"), templates);
    JsonNode ansible =
        new JsonMapper()
            .readTree(
                AnsibleReference.runScript("ansible_templates.py", directory.toString(), HOST));
    InventoryHost host =
        TestInventories.select(TestInventories.read(List.of("hosts.yml"), directory), HOST)
            .getFirst();

    List<String> differences = new ArrayList<>();
    int same = 0;
    for (String template : templates) {
      JsonNode expected = ansible.required(template);
      String theirs = expected.isNull() ? "an error" : expected.asString();
      String ours = ours(host, template);
      same += ours.equals(theirs) ? 1 : 0;
      // Where Jinja fails while it compiles, Ansible gives the template itself for its value.
      boolean given = theirs.equals(JsonWriter.write(template));
      if (!ours.equals(theirs) && !given && !ours.contains("is not supported in templates here")) {
        differences.add("%s%n  Ansible: %s%n  here: %s".formatted(template, theirs, ours));
      }
    }

    assertThat(differences).isEmpty();
    assertThat(same).isGreaterThan(COUNT / 2);
  }

  private static String ours(InventoryHost host, String template) {
    try {
      Object value = new Templates(host.variables(), host.context()).resolve("needed", template);
      return JsonWriter.write(value == Omitted.OMITTED ? "(omitted)" : value);
    } catch (TemplateException e) {
      return e.getMessage().contains("is not supported in templates here")
          ? e.getMessage()
          : "an error";
    }
  }
}
