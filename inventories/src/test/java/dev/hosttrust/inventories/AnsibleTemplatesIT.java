// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.inventories.templates.Omitted;
import dev.hosttrust.inventories.templates.TemplateException;
import dev.hosttrust.inventories.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares templates with the real Ansible's; lines with an exclamation mark are refused here. */
class AnsibleTemplatesIT {

  private static final Corpus CORPUS = Corpus.written();
  private static final String HOST = "web1.example.com";
  private static JsonNode ansible;

  @BeforeAll
  static void askAnsible() {
    ansible =
        new JsonMapper()
            .readTree(
                AnsibleReference.runScript(
                    "ansible_templates.py", CORPUS.root().resolve("templates").toString(), HOST));
  }

  static List<String> lines(boolean refusedOnPurpose) {
    return CORPUS.lines("templates", "templates.txt").stream()
        .filter(line -> line.startsWith("!") == refusedOnPurpose)
        .toList();
  }

  static List<String> lines() {
    return lines(false);
  }

  static List<String> refusedOnPurpose() {
    return new ArrayList<>(lines(true));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void makesTheSameOf(String value) {
    JsonNode expected = ansible.required(value);

    if (expected.isNull()) {
      assertThatThrownBy(() -> resolve(value)).isInstanceOf(TemplateException.class);
    } else {
      assertThat(resolve(value)).isEqualTo(expected.asString());
    }
  }

  @ParameterizedTest
  @MethodSource("refusedOnPurpose")
  void refuses(String line) {
    assertThat(ansible.required(line).isNull()).as("Ansible resolves it").isFalse();
    assertThatThrownBy(() -> resolve(line.substring(1)))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("is not supported in templates here");
  }

  private static String resolve(String value) {
    InventoryHost host = TestInventories.select(CORPUS.read("templates"), HOST).getFirst();
    Object resolved = new Templates(host.variables(), host.context()).resolve("needed", value);
    return JsonWriter.write(resolved == Omitted.OMITTED ? "(omitted)" : resolved);
  }
}
