// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.nodeset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in few words, and back. */
class NodeSetTest {

  static Stream<Arguments> folded() {
    return Stream.of(
        Arguments.of("a", "a"),
        Arguments.of("a b", "a, b"),
        Arguments.of("node7", "node7"),
        Arguments.of("node2 node1 node3", "node[1-3]"),
        Arguments.of("node1 node2 node3 node7", "node[1-3,7]"),
        Arguments.of("node008 node009 node010 node011", "node[008-011]"),
        Arguments.of("node08 node9 node10", "node[08,9-10]"),
        Arguments.of("node9 node10 node010", "node[9-10,010]"),
        Arguments.of("node0 node1", "node[0-1]"),
        Arguments.of("n998 n999 n1000", "n[998-1000]"),
        Arguments.of("n098 n099 n100 n0999 n1000", "n[098-100,0999-1000]"),
        Arguments.of("n1.example.com n2.example.com", "n[1-2].example.com"),
        Arguments.of("r1n1 r1n2 r2n1 r2n2", "r[1-2]n[1-2]"),
        Arguments.of("r2n2 r2n1 r1n1 r1n2", "r[1-2]n[1-2]"),
        Arguments.of("r1n1 r1n2 r2n1 r2n2 r2n3", "r1n[1-2], r2n[1-3]"),
        Arguments.of("10.0.0.9 10.0.0.10 10.0.1.9 10.0.1.10", "10.0.[0-1].[9-10]"),
        Arguments.of("db1 web1 db2 web2", "db[1-2], web[1-2]"),
        Arguments.of("fe80::1 fe80::2", "fe80::1, fe80::2"),
        Arguments.of("n[1] n[2]", "n[1], n[2]"),
        Arguments.of("x1234567890123456789 x1234567890123456790", null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("folded")
  void foldsNames(String names, String folded) {
    List<String> list = List.of(names.split(" "));

    assertThat(String.join(", ", NameFolding.fold(list).stream().map(NodeSet::toString).toList()))
        .isEqualTo(folded == null ? String.join(", ", list) : folded);
  }

  /** Names of random shape, of which some are there and some are not. */
  @Test
  void whatIsFoldedStandsForThoseNamesAndNoOthers() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      Set<String> names = new HashSet<>();
      Set<String> others = new HashSet<>();
      for (int i = 0; i < 60; i++) {
        (random.nextInt(3) == 0 ? others : names).add(name(random));
      }
      others.removeAll(names);
      List<String> shuffled = new ArrayList<>(names);
      Collections.shuffle(shuffled, random);

      List<NodeSet> sets = NameFolding.fold(shuffled);

      assertThat(sets.stream().mapToLong(NodeSet::count).sum()).isEqualTo(names.size());
      for (NodeSet set : sets) {
        for (String word : List.of(set.toString(), set.withComma())) {
          NodeSet read = NodeSet.parse(word).orElse(set);
          assertThat(read.count()).as(word).isEqualTo(set.count());
          assertThat(names.stream().filter(read::contains).count()).isEqualTo(set.count());
          assertThat(others).noneMatch(read::contains);
        }
      }
    }
  }

  private static String name(Random random) {
    String format =
        List.of("n%d", "n%03d", "r%2$d-n%1$d", "n%02d.x%2$d", "%d").get(random.nextInt(5));
    return format.formatted(random.nextInt(14), random.nextInt(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node",
        "node1",
        "n[]",
        "n[a]",
        "n[1-]",
        "n[-1]",
        "n[2-1]",
        "n[001-12]",
        "n[1:2]",
        "n[1,]",
        "n[1-2",
        "n[1-2]]",
        "n[1-2][3-4]",
        "n[1-2]0[3-4]",
        "n[x][1-2]",
        "n[1234567890123456789]"
      })
  void readsNothingElse(String word) {
    assertThat(NodeSet.parse(word)).isEmpty();
  }

  @Test
  void aWordForMoreNamesThanThereCanBeCostsNothing() {
    NodeSet set = NodeSet.parse("a[0-999999999999999999]b[0-999999999999999999]").orElseThrow();

    assertThat(set.count()).isEqualTo(Long.MAX_VALUE);
    assertThat(set.contains("a123456b7")).isTrue();
    assertThat(set.contains("a01b7")).isFalse();
    assertThat(set.contains("a1b" + "7".repeat(100))).isFalse();
  }

  @Test
  void aCommaTellsItFromAPatternOfAnsible() {
    assertThat(NodeSet.parse("r[1-2]n[001-412].x").orElseThrow().withComma())
        .isEqualTo("r[1-2]n[001-411,412].x");
    assertThat(NodeSet.parse("n[1-2]").orElseThrow().withComma()).isEqualTo("n[1,2]");
    assertThat(NodeSet.parse("n[1-2,4]").orElseThrow().withComma()).isEqualTo("n[1-2,4]");
  }

  @Test
  void begins() {
    List<String> odd = IntStream.range(0, 5000).mapToObj(i -> "node" + (2 * i + 1)).toList();
    NodeSet set = NameFolding.fold(odd).getFirst();

    assertThat(set.beginning(20))
        .hasValueSatisfying(
            begin -> {
              assertThat(begin).hasToString("node[1,3,5,7,9,11]");
              assertThat(begin.count()).isEqualTo(6);
            });
    assertThat(set.beginning(4)).isEmpty();
    assertThat(NodeSet.parse("node[1-9999]").orElseThrow().beginning(12)).isPresent();
    assertThat(NodeSet.parse("node[1-9999]").orElseThrow().beginning(11)).isEmpty();
  }
}
