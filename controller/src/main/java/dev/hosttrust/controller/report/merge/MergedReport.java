// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.merge;

import dev.hosttrust.controller.journal.RunId;
import dev.hosttrust.controller.report.Run;
import dev.hosttrust.controller.report.file.RetoldRun;
import dev.hosttrust.words.Findings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Several reports as the one that a single run of all their hosts would have given.
 *
 * @param run the merged one
 * @param hosts their names, sorted by the numbers in them
 * @param told what other reports show of it
 * @param complete whether no shard is missing
 */
public record MergedReport(Run run, List<String> hosts, RetoldRun told, boolean complete) {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final int LONGEST_NUMBER = 19;

  public MergedReport {
    hosts = List.copyOf(hosts);
  }

  /**
   * Reads and merges reports, and the lines of {@code -o json}.
   *
   * @param files by their names, as the user gave them; one at least
   * @param findings get what is wrong, and warnings
   * @return empty if there are problems
   */
  public static Optional<MergedReport> of(SequencedMap<String, Path> files, Findings findings) {
    List<Part> parts = new ArrayList<>();
    files.forEach(
        (name, file) ->
            findings.read(() -> PartReader.read(name, file, findings)).ifPresent(parts::addAll));
    if (findings.failed()) {
      return Optional.empty();
    }
    Parts counting = Parts.of(parts, findings);
    return findings.failed() ? Optional.empty() : Optional.of(of(counting, findings));
  }

  private static MergedReport of(Parts parts, Findings findings) {
    Run run = run(parts.all());
    Instant zero = parts.all().stream().map(Part::zero).min(Instant::compareTo).orElseThrow();
    Map<String, String> byHost = parts.byHost();
    List<String> hosts =
        byHost.keySet().stream()
            .sorted(Comparator.comparing(MergedReport::numbersFilled).thenComparing(name -> name))
            .toList();
    return new MergedReport(
        run,
        hosts,
        new RetoldRun(
            new MergedLines(parts, run, zero).document(findings.warnings()), run, zero, hosts),
        parts.missing().isEmpty());
  }

  /** With all numbers as long as the longest, so that node2 comes before node10. */
  private static String numbersFilled(String name) {
    return NUMBER
        .matcher(name)
        .replaceAll(
            number ->
                "0".repeat(Math.max(0, LONGEST_NUMBER - number.group().length())) + number.group());
  }

  private static Run run(List<Part> parts) {
    Run first = parts.getFirst().run();
    List<String> ids = parts.stream().map(part -> part.run().id()).distinct().toList();
    String versions =
        parts.stream()
            .map(part -> part.run().version())
            .distinct()
            .collect(Collectors.joining(", "));
    return new Run(
        ids.size() == 1 ? first.id() : RunId.of(first.started(), ids),
        versions,
        first.command(),
        first.step(),
        first.check(),
        first.started(),
        Optional.empty(),
        ids);
  }
}
