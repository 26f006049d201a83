package dev.hosttrust.playbook.equivalence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run of the real {@code ansible-playbook} over all hosts of a way. */
final class AnsibleRun {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AnsibleRun() {}

  /**
   * @param playbook a resource
   * @return what was said of each host, by name
   */
  static Map<String, Said> run(Round round, String playbook, boolean check)
      throws IOException, InterruptedException {
    Path directory = round.directory();
    String name = round.name() + "-" + playbook + (check ? "-check" : "");
    Path results = directory.resolve(name + ".results");
    List<String> command =
        new ArrayList<>(List.of("ansible-playbook", "-i", round.inventory(), playbook));
    if (check) {
      command.add("--check");
    }
    Invocation.run(directory, name, command, environment(directory, results), Set.of(0, 2));
    return read(results);
  }

  /** Writes the playbooks and the plugin that writes the results. */
  static void writeFiles(Path directory) throws IOException {
    Files.createDirectories(directory.resolve("callback"));
    for (String file : List.of("tasks.yml", "module.yml", "callback/results.py")) {
      Files.writeString(directory.resolve(file), Resources.read(file));
    }
    Files.writeString(directory.resolve("ansible.cfg"), "[defaults]\n");
  }

  private static Map<String, String> environment(Path directory, Path results) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ANSIBLE_CONFIG", directory.resolve("ansible.cfg").toString());
    environment.put("ANSIBLE_CALLBACK_PLUGINS", directory.resolve("callback").toString());
    environment.put(
        "ANSIBLE_COLLECTIONS_PATH", Path.of("target/collections").toAbsolutePath().toString());
    environment.put("ANSIBLE_FORKS", "12");
    environment.put("ANSIBLE_PIPELINING", "1");
    environment.put("ANSIBLE_TIMEOUT", "120");
    // OpenSSH's own first choice of a key exchange costs both sides eight times the CPU.
    environment.put(
        "ANSIBLE_SSH_ARGS",
        "-F none -o ControlMaster=auto -o ControlPersist=60s -o KexAlgorithms=curve25519-sha256");
    environment.put("ANSIBLE_SSH_CONTROL_PATH_DIR", directory.resolve("cp").toString());
    environment.put("EQUIVALENCE_RESULTS", results.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return environment;
  }

  private static Map<String, Said> read(Path results) throws IOException {
    Map<String, Said> said = new HashMap<>();
    for (String line : Files.readAllLines(results)) {
      JsonNode result = JSON.readTree(line);
      said.merge(result.get("host").asString(), said(result), Said::and);
    }
    return said;
  }

  private static Said said(JsonNode result) {
    String status = result.get("status").asString();
    if (status.equals("failed") || status.equals("unreachable")) {
      return Said.failed(result.get("message").asString());
    }
    JsonNode steps = result.get("steps");
    if (!steps.isEmpty()) {
      return Said.steps(steps.valueStream().map(AnsibleRun::step).toList());
    }
    if (result.get("action").asString().equals("ansible.builtin.command")) {
      // In check mode the handler is skipped; that it is there at all is the prediction.
      return Said.nothing().and(Said.UPDATE);
    }
    return result.get("changed").asBoolean()
        ? Said.nothing().and(result.get("target").asString())
        : Said.nothing();
  }

  private static String step(JsonNode step) {
    return switch (step.get("action").asString()) {
      case "update_trust" -> Said.UPDATE;
      case "remove_leftovers" -> RolloutRun.LEFTOVERS;
      default -> step.get("path").asString();
    };
  }
}
