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

/**
 * {@code hosttrust} over all hosts of its way: one process for those that shall trust an anchor,
 * one for those that shall not, and one for each spec file.
 */
final class RolloutRun {
  static final String LEFTOVERS = "left-over files";

  private static final List<String> REMOVE =
      List.of("remove", "--name", "harbor", "--registry", WantedAnchor.REGISTRY);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RolloutRun() {}

  /**
   * @return what was said of each host, by name
   */
  static Map<String, Said> run(Round round, boolean check) {
    Map<String, Said> said = new HashMap<>();
    List<MatrixHost> single = new ArrayList<>();
    List<MatrixHost> removals = new ArrayList<>();
    for (MatrixHost host : round.of(Way.ROLLOUT)) {
      if (host.state().removal()) {
        removals.add(host);
      } else if (RoundInventory.isSeveral(host)) {
        List<String> spec = List.of("rollout", "--spec", RoundInventory.specFile(host));
        said.putAll(run(round, List.of(host), spec, check));
      } else {
        single.add(host);
      }
    }
    said.putAll(run(round, single, List.of("rollout"), check));
    said.putAll(run(round, removals, REMOVE, check));
    return said;
  }

  private static Map<String, Said> run(
      Round round, List<MatrixHost> hosts, List<String> what, boolean check) {
    if (hosts.isEmpty()) {
      return Map.of();
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.hosttrust.controller.cli.Main"));
    command.addAll(what);
    command.addAll(
        List.of(
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
