package dev.hosttrust.inventories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real Ansible, asked for the whole corpus in one process. */
final class AnsibleReference {

  private static final Path CORPUS = Path.of("src/test/corpus").toAbsolutePath();

  private final JsonNode answers;

  private AnsibleReference(JsonNode answers) {
    this.answers = answers;
  }

  /** Asks once for all tests; the script takes about two seconds. */
  static AnsibleReference ask() {
    return Holder.REFERENCE;
  }

  private static final class Holder {
    static final AnsibleReference REFERENCE = run();

    private static AnsibleReference run() {
      try {
        return answers();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static AnsibleReference answers() throws IOException, InterruptedException {
    String script = Path.of("src/test/resources/ansible_reference.py").toAbsolutePath().toString();
    String output = run(List.of(python(), "-W", "ignore", script, CORPUS.toString()));
    return new AnsibleReference(new JsonMapper().readTree(output));
  }

  /** Runs a command with no configuration but Ansible's defaults; returns its standard output. */
  static String run(List<String> command) throws IOException, InterruptedException {
    Path scratch = Files.createDirectories(Path.of("target/ansible"));
    Path configuration = Files.writeString(scratch.resolve("ansible.cfg"), "[defaults]\n");
    Path output = scratch.resolve("output");
    Path errors = scratch.resolve("errors");
    var builder = new ProcessBuilder(command);
    builder.directory(CORPUS.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "ANSIBLE_CONFIG", configuration.toAbsolutePath().toString(), "LC_ALL", "C.UTF-8"));
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
    if (builder.start().waitFor() != 0) {
      throw new AssertionError(command + " failed: " + Files.readString(errors));
    }
    return Files.readString(output);
  }

  /** The interpreter that Ansible's own commands name: there may be others without Ansible. */
  private static String python() throws IOException {
    try (Stream<String> lines = Files.lines(command("ansible-inventory"))) {
      return lines.findFirst().orElseThrow().replaceFirst("^#!\\s*", "").split(" ")[0];
    }
  }

  static Path command(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    name + " is not installed; on Debian: apt-get install ansible-core"));
  }

  static Path corpus() {
    return CORPUS;
  }

  /** The names of all cases, sorted. */
  static List<String> cases() throws IOException {
    try (Stream<Path> entries = Files.list(CORPUS)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  /** The arguments of {@code -i} for a case. */
  static List<String> sources(String name) throws IOException {
    Path directory = CORPUS.resolve(name);
    Path listed = directory.resolve("sources.txt");
    if (Files.exists(listed)) {
      return Files.readAllLines(listed);
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(entry -> entry.startsWith("hosts"))
          .sorted()
          .toList();
    }
  }

  static List<String> patterns(String name) throws IOException {
    Path file = CORPUS.resolve(name).resolve("patterns.txt");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /** Whether Ansible fails, or leaves out a source because it cannot read it. */
  boolean fails(String name) {
    return answers.path(name).path("failed").asBoolean();
  }

  /** What {@code ansible-inventory --list} prints. */
  String list(String name) {
    return answers.path(name).path("list").asString();
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
