// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.inventories.nodeset.NameFolding;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is printed as {@code node[001-012]} can be given to {@code -l}, and Ansible's patterns stay.
 */
class NamesInPatternsTest {
  private static final String HOSTS =
      """
      node[001:012]
      n[1:12].example.com
      rack[1:2]node[1:3]
      [web]
      web[1:9]
      [rack]
      rack9
      """;

  @TempDir private Path directory;
  private final Findings findings = new Findings();

  private Inventory inventory(String text) throws IOException {
    Files.writeString(directory.resolve("hosts"), text);
    return TestInventories.read(List.of("hosts"), directory);
  }

  private String select(String pattern) throws IOException {
    return inventory(HOSTS).select(pattern, findings).stream()
        .map(InventoryHost::name)
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node[001-003]          | node001 node002 node003",
        "node[009-011]          | node009 node010 node011",
        "node[001-002,007]      | node001 node002 node007",
        "node[001,007], rack9   | node001 node007 rack9",
        "node[001-003]:!node[002] | node001 node003",
        "node[001-003]:&node[002-009] | node002 node003",
        "node[001-003],!node[001,003] | node002",
        "rack[1-2]node[2-3]     | rack1node2 rack1node3 rack2node2 rack2node3",
        "n[1-10,11].example.com:!n[1-9,10].example.com | n11.example.com",
        "web[1-8,9]             | web1 web2 web3 web4 web5 web6 web7 web8 web9",
        // Ansible's: subscripts of the group, and characters of a glob.
        "web[0-1]               | web1 web2",
        "web[0]                 | web1",
        "web[1:2]               | web2 web3",
        "web[-1]                | web9",
        "n[1-12].example.com    | n1.example.com n2.example.com",
        "n[23].example.com      | n2.example.com n3.example.com",
        "node00[1-3]*           | node001 node002 node003",
        "node00[!1-8]           | node009",
        "rack[9]                | ",
      })
  void namesAreReadWhereAnsibleWouldFindNoHost(String pattern, String hosts) throws IOException {
    if (hosts == null) {
      assertThatThrownBy(() -> select(pattern)).hasMessageContaining("rack has 1");
    } else {
      assertThat(select(pattern)).isEqualTo(hosts);
    }
  }

  @Test
  void aRangeAsAnInventoryHasItIsCorrected() {
    assertThatThrownBy(() -> select("node[001:004]"))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("'node[001:004]' matches no host; did you mean node[001-004]?");
  }

  /** Ansible would cut it in two at the comma, and take each for a set of characters. */
  @ParameterizedTest
  @ValueSource(strings = {"node[010-012,009-007]", "node[010,,012]", "node[010,12-]", "node[1-3,]"})
  void numbersThatAreNoneAreRefused(String pattern) {
    assertThatThrownBy(() -> select(pattern))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining(
            "'"
                + pattern
                + "' has something else than numbers and ranges from low to high in its brackets;"
                + " write it like node[1-3,7]");
  }

  @Test
  void namesThatThereAreNotAreCounted() throws IOException {
    assertThat(select("node[010-099]")).isEqualTo("node010 node011 node012");
    assertThat(findings.warnings())
        .extracting(Warning::message)
        .containsExactly("'node[010-099]' names 90 hosts, and the inventory has 3 of them");
    assertThatThrownBy(() -> select("node[100-999]"))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("'node[100-999]' matches no host");
  }

  @Test
  void whatMayBeMeantOtherwiseIsSaid() throws IOException {
    assertThat(select("web[2-4]")).isEqualTo("web3 web4 web5");
    select("n[1-12].example.com");
    select("n[1-3].example.com");

    assertThat(findings.warnings())
        .extracting(Warning::message)
        .containsExactly(
            "'web[2-4]' is read as Ansible reads it, and selects 3 hosts; for the hosts of these"
                + " numbers write 'web[2-3,4]'",
            "'n[1-12].example.com' is read as Ansible reads it, and selects 2 hosts; for the hosts"
                + " of these numbers write 'n[1-11,12].example.com'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"node0*", "n*.example.com", "rack*node*", "web", "n[1-3].example.com", "all"})
  void whatIsPrintedSelectsTheSameHosts(String pattern) throws IOException {
    Inventory inventory = inventory(HOSTS);
    List<String> names =
        inventory.select(pattern, findings).stream().map(InventoryHost::name).toList();

    String printed =
        NameFolding.fold(names).stream().map(inventory::word).collect(Collectors.joining(", "));

    assertThat(inventory.select(printed, findings).stream().map(InventoryHost::name))
        .as(printed)
        .containsExactlyElementsOf(names);
    assertThat(findings.warnings()).isEmpty();
  }
}
