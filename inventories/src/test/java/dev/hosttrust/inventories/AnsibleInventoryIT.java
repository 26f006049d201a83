package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.inventories.problems.InventoryException;
import dev.hosttrust.inventories.vault.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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

  private final AnsibleReference ansible = AnsibleReference.ask();

  static List<String> cases() throws IOException {
    return AnsibleReference.cases();
  }

  /** Cases whose JSON is in order, is UTF-8, and names hosts. */
  static List<String> printedCases() throws IOException {
    AnsibleReference ansible = AnsibleReference.ask();
    return AnsibleReference.cases().stream()
        .filter(name -> !ansible.fails(name) && !ansible.isUnsorted(name))
        .filter(name -> ansible.list(name).contains("\"hosts\": ["))
        .filter(name -> !name.equals("ini-latin1"))
        // The variables of the host are set on the group, where they are printed for all its hosts.
        .filter(name -> !name.equals("ini-same-name-host-and-group"))
        .toList();
  }

  static List<Arguments> patterns() throws IOException {
    List<Arguments> patterns = new ArrayList<>();
    for (String name : AnsibleReference.cases()) {
      AnsibleReference.patterns(name).forEach(p -> patterns.add(Arguments.of(name, p)));
    }
    return patterns;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsTheSameInventory(String name) throws IOException {
    String expected = ansible.fails(name) ? "refused" : ansible.list(name);

    if (AnsibleDifferences.contain(name)) {
      assertThat(list(name)).isNotEqualTo(expected);
    } else if (ansible.isUnsorted(name)) {
      var json = new JsonMapper();
      assertThat(json.readTree(list(name))).isEqualTo(json.readTree(expected));
    } else {
      assertThat(list(name)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("printedCases")
  void readsBackWhatAnsibleInventoryPrints(String name) {
    byte[] piped = ansible.list(name).getBytes(StandardCharsets.UTF_8);

    Inventory inventory =
        Inventory.read(List.of("-"), scratch, new ByteArrayInputStream(piped), Vault.locked());

    assertThat(InventoryJson.list(inventory)).isEqualTo(ansible.list(name));
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void selectsTheSameHostsInTheSameOrder(String name, String pattern) throws IOException {
    List<String> expected = ansible.select(name, pattern);

    if (AnsibleDifferences.contain(name + " " + pattern)) {
      assertThat(select(name, pattern)).isNotEqualTo(expected);
    } else {
      assertThat(select(name, pattern)).isEqualTo(expected);
    }
  }

  @Test
  void answersOfTheScriptAreThoseOfTheCommands() throws IOException, InterruptedException {
    String hosts = AnsibleReference.corpus().resolve("patterns/hosts").toString();
    Path inventory = AnsibleReference.command("ansible-inventory");
    Path command = AnsibleReference.command("ansible");

    String list = AnsibleReference.run(List.of(inventory.toString(), "-i", hosts, "--list"));
    String selected =
        AnsibleReference.run(
            List.of(command.toString(), "all", "-i", hosts, "--list-hosts", "-l", "web:!web[0]"));

    assertThat(list.strip()).isEqualTo(ansible.list("patterns"));
    assertThat(selected.lines().skip(1).map(String::strip))
        .containsExactlyElementsOf(ansible.select("patterns", "web:!web[0]"));
  }

  private static String list(String name) throws IOException {
    try {
      return InventoryJson.list(read(name));
    } catch (InventoryException e) {
      return "refused";
    }
  }

  private static List<String> select(String name, String pattern) throws IOException {
    try {
      return read(name).select(pattern).stream().map(InventoryHost::name).toList();
    } catch (InventoryException e) {
      return List.of();
    }
  }

  private static Inventory read(String name) throws IOException {
    return Inventory.read(AnsibleReference.sources(name), AnsibleReference.corpus().resolve(name));
  }
}
