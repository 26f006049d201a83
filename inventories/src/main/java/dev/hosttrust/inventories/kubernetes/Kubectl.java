// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.kubernetes;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Documents;
import dev.hosttrust.inventories.script.ProgramRun;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.SearchPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the API of a cluster through kubectl, so that every kubeconfig works, and every program that
 * a kubeconfig names for logging in.
 *
 * @param environment of kubectl; its {@code PATH} says where kubectl is
 * @param workingDirectory where it runs
 * @param documents reads what it prints
 */
public record Kubectl(Map<String, String> environment, Path workingDirectory, Documents documents) {

  /** Long, and of no use here. */
  private static final Set<String> PASSED_OVER =
      Set.of("images", "managedFields", "volumesInUse", "volumesAttached");

  public Kubectl {
    environment = Map.copyOf(environment);
  }

  /** The command line for a user that asks for the nodes of the same cluster. */
  static String command(NodeQuery query) {
    List<String> words = new ArrayList<>(List.of("kubectl"));
    words.addAll(query.cluster());
    words.addAll(List.of("get", "nodes"));
    return String.join(" ", words);
  }

  /**
   * What the API answers.
   *
   * @param path with the query
   * @param at where it is asked for, for messages
   * @throws KubectlException if it does not answer
   */
  Datum get(NodeQuery query, String path, Location at) throws KubectlException {
    List<String> command = new ArrayList<>(List.of(program().toString()));
    command.addAll(query.cluster());
    command.addAll(List.of("get", "--raw", path));
    var program = new ProcessBuilder(command).directory(workingDirectory.toFile());
    program.environment().clear();
    program.environment().putAll(environment);
    try {
      ProgramRun run = ProgramRun.of(program, query.timeout(), at, "kubectl prints");
      return documents.readJson("kubectl", answer(run, query), PASSED_OVER);
    } catch (IOException e) {
      throw new KubectlException("kubectl cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubectlException("kubectl was interrupted");
    }
  }

  private static String answer(ProgramRun run, NodeQuery query) throws KubectlException {
    String said = KubectlComplaint.text(run.errors());
    if (!run.ended()) {
      throw new KubectlException(
          "kubectl has no answer after %d seconds%s; is this cluster reachable from here? Try it yourself: %s"
              .formatted(
                  query.timeout().toSeconds(),
                  said.isEmpty() ? "" : " and says: " + said,
                  command(query)));
    }
    if (run.exitCode() != 0) {
      throw new KubectlException(
          "kubectl %s; %s"
              .formatted(
                  said.isEmpty() ? "exits with " + run.exitCode() : "says: " + said,
                  KubectlComplaint.remedy(run.errors(), command(query))),
          KubectlComplaint.isExpired(run.errors()));
    }
    return run.output();
  }

  private Path program() throws KubectlException {
    return SearchPath.find("kubectl", environment, workingDirectory)
        .orElseThrow(
            () ->
                new KubectlException(
                    "kubectl is not installed, or not in $PATH; install it, or fetch the nodes"
                        + " elsewhere: kubectl get nodes -o json | hosttrust ... -i -"));
  }
}
