// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import dev.hosttrust.playbook.ControlNode;
import dev.hosttrust.playbook.PlaybookRun;
import dev.hosttrust.playbook.Resources;
import dev.hosttrust.playbook.TaskResult;
import dev.hosttrust.playbook.TaskResult.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Runs of the real {@code ansible-playbook} with one playbook. For one thread. */
final class AnsibleRuns {
  private final ControlNode control;
  private final String playbook;

  /**
   * @param directory an empty one
   * @param playbook a resource beside this class
   */
  AnsibleRuns(Path directory, String playbook) {
    this.playbook = playbook;
    this.control =
        new ControlNode(directory)
            .file(playbook, Resources.read("equivalence/" + playbook))
            .with("ANSIBLE_FORKS", "12")
            .with("ANSIBLE_PIPELINING", "1")
            // OpenSSH's own first choice of a key exchange costs both sides eight times the CPU.
            .with(
                "ANSIBLE_SSH_ARGS",
                "-F none -o ControlMaster=auto -o ControlPersist=60s"
                    + " -o KexAlgorithms=curve25519-sha256");
  }

  /**
   * Runs the playbook over all hosts that it is for.
   *
   * @return what was said of each host, by name
   */
  Map<String, Said> run(Round round, boolean check) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("ansible-playbook", "-i", round.inventoryFile().toString(), playbook));
    if (check) {
      command.add("--check");
    }
    PlaybookRun run = control.run(command);
    if (!Set.of(0, 2).contains(run.exitCode())) {
      throw new IllegalStateException(
          "%s exited %d: %s".formatted(String.join(" ", command), run.exitCode(), run.out()));
    }
    Map<String, Said> said = new HashMap<>();
    run.single().forEach(result -> said.merge(result.host(), said(result), Said::and));
    return said;
  }

  private static Said said(TaskResult result) {
    if (result.status() == Status.FAILED || result.status() == Status.UNREACHABLE) {
      return Said.failed(result.msg());
    }
    JsonNode steps = result.json().path("steps");
    if (!steps.isEmpty()) {
      return Said.steps(steps.valueStream().map(AnsibleRuns::step).toList());
    }
    if (result.action().equals("ansible.builtin.command")) {
      // In check mode the handler is skipped; that it is there at all is the prediction.
      return Said.nothing().and(Said.UPDATE);
    }
    return result.status() == Status.CHANGED ? Said.nothing().and(result.target()) : Said.nothing();
  }

  private static String step(JsonNode step) {
    return switch (step.get("action").asString()) {
      case "run_tool" -> Said.UPDATE;
      case "remove_leftovers" -> RolloutRun.LEFTOVERS;
      default -> step.get("path").asString();
    };
  }
}
