// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.controller.report.merge.MergedReport;
import dev.hosttrust.words.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reports of a run beside those that are merged from the reports of its shards. */
class MergedReportTest {
  private static final List<String> KINDS = List.of(".json", ".xml", ".prom", ".html");

  @TempDir private Path directory;

  private Path[] files(String name) {
    return KINDS.stream().map(kind -> directory.resolve(name + kind)).toArray(Path[]::new);
  }

  private MergedReport merge(int shards) {
    SequencedMap<String, Path> parts = new LinkedHashMap<>();
    for (int number = shards; number >= 1; number--) {
      String part = "part-%d.json".formatted(number);
      parts.put(part, directory.resolve(part));
    }
    Findings findings = new Findings();
    MergedReport merged = MergedReport.of(parts, findings).orElseThrow();
    assertThat(findings.warnings()).isEmpty();
    return merged;
  }

  private static List<ReportFile> reports(Path... files) {
    return Stream.of(files)
        .map(file -> new ReportFile(ReportKind.of(file).orElseThrow(), file))
        .toList();
  }

  /** Without what is about the run and not about its hosts. */
  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(directory.resolve(name)).stream()
        .filter(line -> !line.contains("name=\"parts\"") && !line.contains("<dt>Merged from"))
        .map(line -> line.startsWith("\"run\"") ? "the run" : line)
        .map(line -> line.replaceAll("0123456789abcdef|shard-1|20261102-030400-....", "ID"))
        // Hosts that were done in the same millisecond may stand in one order or the other.
        .map(
            line ->
                name.endsWith(".json") && line.endsWith(",")
                    ? line.substring(0, line.length() - 1)
                    : line)
        .sorted(name.endsWith(".json") ? Comparator.naturalOrder() : (_, _) -> 0)
        .toList();
  }

  /** A line of each text; the whole texts are too long for a message. */
  private static List<String> firstDifference(List<String> one, List<String> other) {
    Iterator<String> left = one.iterator();
    Iterator<String> right = other.iterator();
    while (left.hasNext() || right.hasNext()) {
      String ours = left.hasNext() ? left.next() : "the end";
      String theirs = right.hasNext() ? right.next() : "the end";
      if (!ours.equals(theirs)) {
        int from = Math.max(0, Arrays.mismatch(ours.toCharArray(), theirs.toCharArray()) - 100);
        return List.of(
            ours.substring(from, Math.min(ours.length(), from + 400)),
            theirs.substring(from, Math.min(theirs.length(), from + 400)));
      }
    }
    return List.of();
  }

  private static AbsentAnchor goes(String name, Optional<CaCertificate> certificate) {
    return new AbsentAnchor(
        new AnchorName(name), certificate, List.of(Registry.parse("harbor.example.com:8443")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7})
  void areTheSame(int shards) throws IOException {
    TestRun.rollout(files("whole"))
        .sharded(shards, directory)
        .absent(
            goes("old", Optional.of(TestRun.ANCHOR.certificate())), goes("any", Optional.empty()))
        .begun("clock of node1 is off")
        .notServed(3)
        .hosts(700)
        .end();

    assertThat(merge(shards).told().write(reports(files("merged")), false)).isEmpty();

    for (String kind : KINDS) {
      assertThat(firstDifference(lines("merged" + kind), lines("whole" + kind))).as(kind).isEmpty();
    }
  }
}
