// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.playbook.TaskResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What a run of one of Ansible's programs left.
 *
 * @param out both outputs, in the order in which they came
 * @param results every result, in the order in which they came; of a loop there is one
 * @param items the results of all items of loops, in the order in which they came
 * @param recap the counts of each host, by Ansible's own names ({@code ok}, {@code failures}, ...)
 */
public record PlaybookRun(
    int exitCode,
    String out,
    List<TaskResult> results,
    List<TaskResult> items,
    Map<String, Map<String, Integer>> recap) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public PlaybookRun {
    results = List.copyOf(results);
    items = List.copyOf(items);
    recap = Map.copyOf(recap);
  }

  static PlaybookRun read(int exitCode, String out, Path recorded) throws IOException {
    List<TaskResult> results = new ArrayList<>();
    List<TaskResult> items = new ArrayList<>();
    Map<String, Map<String, Integer>> recap = new LinkedHashMap<>();
    List<String> lines = Files.exists(recorded) ? Files.readAllLines(recorded) : List.of();
    for (String line : lines) {
      JsonNode entry = JSON.readTree(line);
      switch (entry.get("type").asString()) {
        case "result" -> results.add(result(entry));
        case "item" -> items.add(result(entry));
        default -> recap.put(entry.get("host").asString(), counts(entry.get("recap")));
      }
    }
    return new PlaybookRun(exitCode, out, results, items, recap);
  }

  private static TaskResult result(JsonNode entry) {
    return new TaskResult(
        entry.get("host").asString(),
        entry.get("task").asString(),
        entry.get("action").asString(),
        entry.get("target").asString(),
        Status.valueOf(entry.get("status").asString().toUpperCase(Locale.ROOT)),
        entry.get("result"));
  }

  private static Map<String, Integer> counts(JsonNode recap) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    recap.forEachEntry((name, count) -> counts.put(name, count.asInt()));
    return Map.copyOf(counts);
  }

  /** Every result, and of a loop its items in place of their sum. */
  public Stream<TaskResult> single() {
    return Stream.concat(results.stream().filter(result -> !result.isLoop()), items.stream());
  }

  /**
   * The one result of a host.
   *
   * @throws IllegalStateException if there are more, or none
   */
  TaskResult result(String host) {
    return only(results.stream().filter(result -> result.host().equals(host)).toList(), host);
  }

  /**
   * The one result of a host for the task of this name.
   *
   * @throws IllegalStateException if there are more, or none
   */
  TaskResult result(String host, String task) {
    return only(
        results.stream()
            .filter(result -> result.host().equals(host) && result.task().equals(task))
            .toList(),
        host + ", " + task);
  }

  private TaskResult only(List<TaskResult> found, String what) {
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " results of " + what + ":\n" + out);
    }
    return found.getFirst();
  }

  /** Hosts by what came of their one task. */
  Map<String, Status> statuses() {
    Map<String, Status> statuses = new LinkedHashMap<>();
    for (TaskResult result : results) {
      if (statuses.put(result.host(), result.status()) != null) {
        throw new IllegalStateException("several results of " + result.host() + ":\n" + out);
      }
    }
    return statuses;
  }
}
