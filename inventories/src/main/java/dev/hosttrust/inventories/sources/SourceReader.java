// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.sources;

import dev.hosttrust.inventories.documents.Datum;
import dev.hosttrust.inventories.documents.Datum.Mapping;
import dev.hosttrust.inventories.documents.Documents;
import dev.hosttrust.inventories.documents.InputLimit;
import dev.hosttrust.inventories.kubernetes.Kubectl;
import dev.hosttrust.inventories.kubernetes.KubernetesObject;
import dev.hosttrust.inventories.kubernetes.NodeSource;
import dev.hosttrust.inventories.script.InventoryScript;
import dev.hosttrust.inventories.script.ScriptReader;
import dev.hosttrust.inventories.tree.InventoryTree;
import dev.hosttrust.inventories.tree.Source;
import dev.hosttrust.inventories.vault.Vault;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the sources of an inventory, the arguments of {@code -i}, into one tree.
 *
 * <p>Source of the rules: {@code ansible/inventory/manager.py}. Where Ansible warns of a source
 * that it cannot read and goes on, this reader notes a problem: a rollout must not miss hosts.
 */
public final class SourceReader {

  /** The source that is read from a pipe. */
  public static final String STANDARD_INPUT = "-";

  private static final Location PIPE = Location.of("standard input");
  private static final Datum NO_VARIABLES = Mapping.of(List.of(), PIPE);

  private final Paths paths;
  private final InputStream standardInput;
  private final Documents documents;
  private final Kubectl kubectl;
  private final InventoryTree tree;
  private final Findings findings;
  private final FileReader files;

  /**
   * Reads into a tree; notes what is wrong instead of throwing.
   *
   * @param environment of kubectl
   */
  public SourceReader(
      Paths paths,
      InputStream standardInput,
      Map<String, String> environment,
      Vault vault,
      InventoryTree tree,
      Findings findings) {
    this.paths = paths;
    this.standardInput = standardInput;
    this.documents = new Documents(vault);
    this.kubectl = new Kubectl(environment, paths.workingDirectory(), documents);
    this.tree = tree;
    this.findings = findings;
    this.files = new FileReader(paths, kubectl, vault, tree, findings);
  }

  /** Reads a list of hosts, a file, a directory of files, or standard input. */
  public void read(String source) {
    try {
      Path path = paths.resolve(source);
      if (source.equals(STANDARD_INPUT)) {
        standardInput();
      } else if (source.indexOf(',') >= 0 && !Files.exists(path)) {
        HostList.read(source, tree, findings);
      } else if (!Files.notExists(path)) {
        read(path, source);
      } else {
        findings.problem(Location.of(source), missing(source));
      }
    } catch (ProblemsException e) {
      findings.addAll(e);
    }
  }

  /**
   * A program that reading a file or a directory as a source would start; empty if there is none.
   *
   * @param source a path; where nothing can be read, there is none
   */
  public static Optional<Path> programIn(Path source) {
    if (!Files.isDirectory(source)) {
      return Optional.of(source).filter(InventoryScript::isProgram);
    }
    try {
      return InventoryDirectory.list(source).stream()
          .flatMap(entry -> programIn(entry).stream())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads the nodes of a cluster. */
  public void read(NodeSource nodes) {
    tree.reading(new Source("kubectl", null));
    nodes.read(kubectl, tree, findings);
    tree.reading(Source.NONE);
  }

  /** Without its comma, a list of one host looks like a file. */
  private static String missing(String source) {
    String message = "there is no such file or directory";
    return source.indexOf('/') >= 0
        ? message
        : message + "; for the host of this name, write -i " + source + ",";
  }

  private void read(Path path, String argument) {
    if (!Files.isDirectory(path)) {
      files.read(path, argument);
      return;
    }
    try {
      InventoryDirectory.list(path).forEach(entry -> read(entry, argument));
    } catch (IOException e) {
      findings.problem(
          Location.of(paths.show(path)), "the directory cannot be read: " + e.getMessage());
    }
  }

  /** What {@code ansible-inventory --list} prints, or {@code kubectl get nodes -o json}. */
  private void standardInput() {
    try {
      byte[] bytes = InputLimit.readAll(standardInput, PIPE, "there is");
      String text = new String(bytes, StandardCharsets.UTF_8);
      Datum answer = documents.readJson(PIPE.source(), text);
      if (!KubernetesObject.read(answer, tree, findings)) {
        ScriptReader.read(answer, host -> NO_VARIABLES, tree, findings);
      }
    } catch (IOException e) {
      findings.problem(PIPE, "the inventory cannot be read: " + e.getMessage());
    }
  }
}
