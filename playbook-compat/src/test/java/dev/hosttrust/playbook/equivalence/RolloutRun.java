// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import dev.hosttrust.testhosts.ExecOutput;
import dev.hosttrust.testhosts.LocalProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code hosttrust rollout} over all hosts of its way: one process, and one for each spec file. */
final class RolloutRun {
  static final String LEFTOVERS = "left-over files";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RolloutRun() {}

  /**
   * @return what was said of each host, by name
   */
  static Map<String, Said> run(Round round, boolean check) {
    Map<Boolean, List<MatrixHost>> hosts =
        round.of(Way.ROLLOUT).stream()
            .collect(Collectors.partitioningBy(RoundInventory::isSeveral));
    Map<String, Said> said = new HashMap<>();
    List<MatrixHost> single = hosts.getOrDefault(false, List.of());
    if (!single.isEmpty()) {
      said.putAll(run(round, single, List.of(), check));
    }
    for (MatrixHost host : hosts.getOrDefault(true, List.of())) {
      List<String> spec = List.of("--spec", RoundInventory.specFile(host));
      said.putAll(run(round, List.of(host), spec, check));
    }
    return said;
  }

  private static Map<String, Said> run(
      Round round, List<MatrixHost> hosts, List<String> spec, boolean check) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.hosttrust.controller.cli.Main",
                "rollout",
                "-i",
                round.inventoryFile().toString(),
                "-l",
                String.join(",", hosts.stream().map(MatrixHost::name).toList()),
                "-F",
                "none",
                "-f",
                "8",
                "-o",
                "json"));
    command.addAll(spec);
    if (check) {
      command.add("--check");
    }
    ExecOutput output =
        LocalProcess.exec(new ProcessBuilder(command).directory(round.directory().toFile()));
    if (!Set.of(0, 2).contains(output.exit())) {
      throw new IllegalStateException(String.join(" ", command) + " left " + output);
    }
    return read(output.stdout());
  }

  private static Map<String, Said> read(String lines) {
    return lines
        .lines()
        .map(JSON::readTree)
        .filter(line -> line.get("type").asString().equals("host"))
        .collect(Collectors.toMap(line -> line.get("host").asString(), RolloutRun::said));
  }

  private static Said said(JsonNode host) {
    return switch (host.get("status").asString()) {
      case "ok" -> Said.nothing();
      case "changed", "would_change" ->
          Said.steps(
              host.get("diff").valueStream().map(diff -> diff.get("path").asString()).toList());
      default ->
          Said.failed(
              host.get("reasons")
                  .valueStream()
                  .map(JsonNode::asString)
                  .collect(Collectors.joining("; ")));
    };
  }
}
