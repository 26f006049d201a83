// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real Ansible, asked for a whole corpus in one process. */
final class AnsibleReference {

  private final JsonNode answers;

  private AnsibleReference(JsonNode answers) {
    this.answers = answers;
  }

  /** For the corpus that is written by hand; asked once for all tests, which takes two seconds. */
  static AnsibleReference ask() {
    return Written.REFERENCE;
  }

  private static final class Written {
    static final AnsibleReference REFERENCE = ask(Corpus.written());
  }

  static AnsibleReference ask(Corpus corpus) {
    String output = runScript("ansible_reference.py", corpus.root().toString());
    return new AnsibleReference(new JsonMapper().readTree(output));
  }

  /** Runs one of the scripts in the resources with Ansible's interpreter. */
  static String runScript(String name, String... arguments) {
    Path script = Path.of("src/test/resources", name).toAbsolutePath();
    List<String> command = new ArrayList<>(List.of(python(), "-W", "ignore", script.toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** Runs a command with no configuration but Ansible's defaults; returns its standard output. */
  static String run(List<String> command) {
    try {
      Path all = Files.createDirectories(Path.of("target/ansible").toAbsolutePath());
      Path scratch = Files.createTempDirectory(all, "run");
      Path configuration = Files.writeString(scratch.resolve("ansible.cfg"), "[defaults]\n");
      Path output = scratch.resolve("output");
      Path errors = scratch.resolve("errors");
      var builder = new ProcessBuilder(command);
      builder.directory(scratch.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
      builder
          .environment()
          .putAll(Map.of("ANSIBLE_CONFIG", configuration.toString(), "LC_ALL", "C.UTF-8"));
      builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
      if (builder.start().waitFor() != 0) {
        throw new AssertionError(command + " failed: " + Files.readString(errors));
      }
      return Files.readString(output);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(command + " cannot be run", e);
    }
  }

  /** The interpreter that Ansible's own commands name: there may be others without Ansible. */
  private static String python() {
    try (Stream<String> lines = Files.lines(Path.of(command("ansible-inventory")))) {
      return lines.findFirst().orElseThrow().replaceFirst("^#!\\s*", "").split(" ")[0];
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The path of one of Ansible's commands. */
  static String command(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    name + " is not installed; on Debian: apt-get install ansible-core"))
        .toString();
  }

  /** Whether Ansible fails, or leaves out a source because it cannot read it. */
  boolean fails(String name) {
    return answers.path(name).path("failed").asBoolean();
  }

  /** What {@code ansible-inventory --list} prints, or {@link Corpus#REFUSED}. */
  String json(String name) {
    return fails(name) ? Corpus.REFUSED : answers.path(name).path("list").asString();
  }

  /** What {@code ansible-inventory --graph} prints. */
  String graph(String name) {
    return answers.path(name).path("graph").asString();
  }

  /** What {@code ansible-inventory --graph --vars} prints; nothing where values are vaulted. */
  Optional<String> graphWithVariables(String name) {
    return answers.path(name).path("graph_vars").asStringOpt();
  }

  /** Whether the keys are in no order, because Python cannot compare texts and numbers. */
  boolean isUnsorted(String name) {
    return answers.path(name).path("warnings").toString().contains("Could not sort JSON output");
  }

  /** The hosts that {@code -l} selects; none where Ansible refuses. */
  List<String> select(String name, String pattern) {
    List<String> hosts = new ArrayList<>();
    JsonNode answer = answers.path(name).path("patterns").path(pattern);
    if (answer.isMissingNode()) {
      throw new AssertionError("Ansible was not asked for " + pattern);
    }
    if (answer.isArray()) {
      answer.forEach(host -> hosts.add(host.asString()));
    }
    return hosts;
  }

  /** What the plugins ssh and sudo make of each host's variables. */
  JsonNode connections(String name) {
    return answers.path(name).path("connection");
  }

  /** What {@code -e} gives for each line of a case's {@code extra.txt}, or "refused". */
  JsonNode extraVars(String name) {
    return answers.path(name).path("extra");
  }
}
