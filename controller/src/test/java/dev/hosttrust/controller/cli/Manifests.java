// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.testhosts.LocalProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A copy of {@code deploy/kubernetes}, with the files of an operator beside it, as {@code kubectl
 * apply -k} sends it to a cluster.
 */
record Manifests(Path directory) {
  private static final Path SOURCES = Path.of("..", "deploy", "kubernetes");
  private static final YAMLMapper YAML = new YAMLMapper();

  /**
   * Copies them.
   *
   * @param ca the CA's certificate in PEM
   * @param key the private key for the nodes
   * @param knownHosts their host keys
   */
  static Manifests copy(Path directory, String ca, String key, List<String> knownHosts)
      throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
    Files.writeString(directory.resolve("harbor.example.com.crt"), ca);
    Files.createDirectory(directory.resolve("ssh"));
    Files.writeString(directory.resolve("ssh/id_ed25519"), key);
    Files.write(directory.resolve("ssh/known_hosts"), knownHosts);
    return new Manifests(directory);
  }

  /** Adds a file, of these lines. */
  void add(String file, List<String> lines) throws IOException {
    Files.write(directory.resolve(file), lines);
  }

  /** Replaces text of a file, which must be in it. */
  void edit(String file, String from, String to) throws IOException {
    Path path = directory.resolve(file);
    String text = Files.readString(path);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(file + " has no " + from);
    }
    Files.writeString(path, text.replace(from, to));
  }

  /**
   * Makes one controller of the four. The list has another name in kubectl before 1.21, which
   * Debian 12 has, and the new name is what the file has in a comment.
   */
  void takeOneController() throws IOException {
    edit(
        "kustomization.yaml",
        "# patches:\n#   - path: one-controller.yaml\n",
        "patchesStrategicMerge:\n  - one-controller.yaml\n");
  }

  /** What kubectl makes of them. */
  List<JsonNode> objects() throws IOException {
    String all = LocalProcess.run("kubectl", "kustomize", directory.toString());
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(all)) {
      return documents.readAll();
    }
  }

  /** The one object of a kind. */
  JsonNode object(String kind) throws IOException {
    return objects().stream()
        .filter(object -> object.path("kind").asString().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  JsonNode job() throws IOException {
    return object("Job");
  }

  /** The arguments of the one container of a Job. */
  static List<String> args(JsonNode job) {
    return job.at("/spec/template/spec/containers/0/args")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }
}
