// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Compares this reader with the real ansible-core over the corpus, letter by letter. */
class AnsibleInventoryIT {

  @TempDir Path scratch;

  private static final Corpus CORPUS = Corpus.written();

  private final AnsibleReference ansible = AnsibleReference.ask();

  static List<String> cases() {
    return CORPUS.cases();
  }

  /** Cases whose JSON is in order, is UTF-8, and names hosts. */
  static List<String> printedCases() {
    AnsibleReference ansible = AnsibleReference.ask();
    return CORPUS.cases().stream()
        .filter(name -> !ansible.fails(name) && !ansible.isUnsorted(name))
        .filter(name -> !AnsibleDifferences.contain(name))
        .filter(name -> ansible.json(name).contains("\"hosts\": ["))
        .filter(name -> !name.equals("ini-latin1"))
        // The variables of the host are set on the group, where they are printed for all its hosts.
        .filter(name -> !name.equals("ini-same-name-host-and-group"))
        .toList();
  }

  static List<Arguments> patterns() {
    List<Arguments> patterns = new ArrayList<>();
    for (String name : CORPUS.cases()) {
      CORPUS.patterns(name).forEach(p -> patterns.add(Arguments.of(name, p)));
    }
    return patterns;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsTheSameInventory(String name) {
    String expected = ansible.json(name);

    if (AnsibleDifferences.contain(name)) {
      assertThat(CORPUS.json(name)).isNotEqualTo(expected);
    } else if (ansible.isUnsorted(name)) {
      var json = new JsonMapper();
      assertThat(json.readTree(CORPUS.json(name))).isEqualTo(json.readTree(expected));
    } else {
      assertThat(CORPUS.json(name)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("printedCases")
  void readsBackWhatAnsibleInventoryPrints(String name) {
    byte[] piped = ansible.json(name).getBytes(StandardCharsets.UTF_8);

    Inventory inventory = TestInventories.readPiped(piped, scratch);

    assertThat(TestInventories.json(inventory)).isEqualTo(ansible.json(name));
  }

  @ParameterizedTest
  @MethodSource("printedCases")
  void drawsTheSameGraph(String name) {
    Inventory inventory = CORPUS.read(name);

    assertThat(TestInventories.graph(inventory, false)).isEqualTo(ansible.graph(name));
    ansible
        .graphWithVariables(name)
        .ifPresent(graph -> assertThat(TestInventories.graph(inventory, true)).isEqualTo(graph));
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void selectsTheSameHostsInTheSameOrder(String name, String pattern) {
    List<String> expected = ansible.select(name, pattern);

    if (AnsibleDifferences.contain(name + " " + pattern)) {
      assertThat(CORPUS.select(name, pattern)).isNotEqualTo(expected);
    } else {
      assertThat(CORPUS.select(name, pattern)).isEqualTo(expected);
    }
  }

  @Test
  void everyDifferenceOnPurposeIsTried() {
    List<String> tried = new ArrayList<>(CORPUS.cases());
    patterns().forEach(p -> tried.add(p.get()[0] + " " + p.get()[1]));
    ansible
        .extraVars("extra-vars")
        .propertyNames()
        .forEach(line -> tried.add("extra-vars " + line));

    assertThat(tried).containsAll(AnsibleDifferences.all().keySet());
  }

  @Test
  void answersOfTheScriptAreThoseOfTheCommands() {
    String hosts = CORPUS.root().resolve("patterns/hosts").toString();
    String inventory = AnsibleReference.command("ansible-inventory");
    String command = AnsibleReference.command("ansible");

    String list = AnsibleReference.run(List.of(inventory, "-i", hosts, "--list"));
    String selected =
        AnsibleReference.run(
            List.of(command, "all", "-i", hosts, "--list-hosts", "-l", "web:!web[0]"));

    assertThat(list.strip()).isEqualTo(ansible.json("patterns"));
    assertThat(selected.lines().skip(1).map(String::strip))
        .containsExactlyElementsOf(ansible.select("patterns", "web:!web[0]"));
  }
}
