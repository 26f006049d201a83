// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.testhosts.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What {@code ansible-doc} shows of the module, beside what the module takes and returns. */
class DocumentationIT {
  private static final String MODULE = "hosttrust.trust.anchor";

  @TempDir private Path directory;

  private PlaybookRun doc(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ansible-doc", "-t", "module"));
    command.addAll(List.of(options));
    command.add(MODULE);
    PlaybookRun doc = new ControlNode(directory).run(command);
    assertThat(doc.exitCode()).as(doc.out()).isZero();
    return doc;
  }

  @Test
  void allItsPartsAreThere() throws IOException, InterruptedException {
    assertThat(doc().out())
        .contains("OPTIONS (= is mandatory):", "ATTRIBUTES:", "NOTES:", "EXAMPLES:")
        .contains("RETURN VALUES:");
  }

  @Test
  void everyKeyThatAResultHasIsDocumented() throws IOException, InterruptedException {
    JsonNode documented = new ObjectMapper().readTree(doc("--json").out()).get(MODULE);
    ControlNode control =
        new ControlNode(directory)
            .line("here ansible_connection=local")
            .file("ca.crt", TestCa.named("Harbor CA").pem());
    PlaybookRun run =
        control.play(
            """
            - hosts: here
              gather_facts: false
              tasks:
                - name: changed
                  hosttrust.trust.anchor: {name: harbor, ca: ca.crt, root: %1$s}
                - name: refused
                  hosttrust.trust.anchor: {name: har/bor, ca: ca.crt, root: %1$s}
            """
                .formatted(ScratchTree.create(directory.resolve("tree")).root()),
            "--diff");

    JsonNode changed = run.result("here", "changed").json();
    assertThat(changed.at("/invocation/module_args").propertyNames())
        .containsExactlyInAnyOrderElementsOf(documented.at("/doc/options").propertyNames());
    assertThat(documented.get("return").propertyNames())
        .contains("diff", "steps", "evidence", "facts")
        .containsAll(ownKeys(changed))
        .containsAll(ownKeys(run.result("here", "refused").json()));
    for (String list : List.of("steps", "evidence", "facts")) {
      for (JsonNode element : changed.get(list)) {
        assertThat(documented.at("/return/" + list + "/contains").propertyNames())
            .as(list)
            .containsAll(element.propertyNames());
      }
    }
  }

  /** Without those that every module has. */
  private static List<String> ownKeys(JsonNode result) {
    List<String> common = List.of("changed", "failed", "invocation", "warnings");
    return result.propertyNames().stream()
        .filter(name -> !common.contains(name) && !name.startsWith("_"))
        .toList();
  }
}
