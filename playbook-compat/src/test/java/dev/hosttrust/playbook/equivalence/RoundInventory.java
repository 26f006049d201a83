// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.Patience;
import dev.hosttrust.testhosts.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The inventory that {@code ansible-playbook} and {@code hosttrust} read alike, and the spec files
 * for hosts with several anchors.
 */
final class RoundInventory {
  private RoundInventory() {}

  static void write(Round round) throws IOException {
    Map<String, Map<String, Object>> groups = new LinkedHashMap<>();
    for (MatrixHost host : round.hosts()) {
      groups
          .computeIfAbsent(group(host), name -> new LinkedHashMap<>())
          .put(host.name(), variables(round, host));
      if (isSeveral(host)) {
        write(round.directory().resolve(specFile(host)), spec(round, host));
      }
    }
    for (String group : List.of("tasks_single", "tasks_several", "tasks_absent", "module")) {
      groups.putIfAbsent(group, new LinkedHashMap<>());
    }
    Map<String, Object> children = new LinkedHashMap<>();
    groups.forEach((name, hosts) -> children.put(name, Map.of("hosts", hosts)));
    Map<String, Object> all = Map.of("vars", common(round), "children", children);
    write(round.inventoryFile(), Map.of("all", all));
    Files.write(
        round.directory().resolve("known_hosts"),
        round.hosts().stream().flatMap(host -> host.knownHosts().stream()).toList());
  }

  private static void write(Path file, Object content) throws IOException {
    Files.writeString(file, JsonMapper.builder().build().writeValueAsString(content));
  }

  static boolean isSeveral(MatrixHost host) {
    return host.state().wanted().size() > 1;
  }

  private static String group(MatrixHost host) {
    return switch (host.way()) {
      case TASKS -> "tasks_" + kind(host);
      case ROLLOUT, MODULE -> host.way().id();
    };
  }

  private static String kind(MatrixHost host) {
    if (host.state().removal()) {
      return "absent";
    }
    return isSeveral(host) ? "several" : "single";
  }

  /** JSON is YAML, too. */
  static String specFile(MatrixHost host) {
    return host.name() + ".yml";
  }

  private static Object spec(Round round, MatrixHost host) {
    return Map.of(
        "anchors",
        host.state().wanted().stream()
            .map(
                anchor ->
                    Map.of(
                        "name",
                        anchor.name(),
                        "certificate",
                        ca(round, anchor),
                        "registries",
                        anchor.registries()))
            .toList());
  }

  private static Map<String, Object> common(Round round) {
    return Map.of(
        "ansible_host",
        "127.0.0.1",
        "ansible_user",
        "root",
        "ansible_python_interpreter",
        "/usr/bin/python3",
        "ansible_ssh_private_key_file",
        TestKeys.shared().plain(KeyType.ED25519).path().toString(),
        "ansible_ssh_common_args",
        // The machine may be busy; a host that does not answer at once is no difference.
        "-o IdentityAgent=none -o ConnectTimeout=%d -o UserKnownHostsFile="
                .formatted(Patience.LIMIT.toSeconds())
            + round.directory().resolve("known_hosts"));
  }

  private static Map<String, Object> variables(Round round, MatrixHost host) {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("ansible_port", host.port());
    variables.put(
        "anchors",
        host.state().wanted().stream().map(anchor -> anchor(round, host, anchor)).toList());
    if (!isSeveral(host)) {
      WantedAnchor anchor = host.state().wanted().getFirst();
      String prefix = host.way() == Way.ROLLOUT ? "hosttrust_" : "";
      variables.put(prefix.isEmpty() ? "anchor_name" : "hosttrust_name", anchor.name());
      variables.put(prefix.isEmpty() ? "ca_file" : "hosttrust_ca", ca(round, anchor));
      variables.put(prefix + "registries", anchor.registries());
    }
    return variables;
  }

  /** As the module has it. */
  private static Map<String, Object> anchor(Round round, MatrixHost host, WantedAnchor anchor) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", anchor.name());
    all.put("state", host.state().removal() ? "absent" : "present");
    all.put("registries", anchor.registries());
    if (!host.state().removal()) {
      all.put("ca", ca(round, anchor));
    }
    return all;
  }

  private static String ca(Round round, WantedAnchor anchor) {
    return round.directory().resolve(anchor.file()).toString();
  }
}
