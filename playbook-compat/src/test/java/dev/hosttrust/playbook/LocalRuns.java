// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import dev.hosttrust.testhosts.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs of the real {@code ansible-playbook} on this machine: many inventory names, connection
 * local, one scratch tree. It notes each Java process that they start, and can hold what they run
 * on hosts.
 */
final class LocalRuns implements AutoCloseable {
  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  private final Path directory;
  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, Process> started = new LinkedHashMap<>();

  /**
   * @param directory an empty one, of a name without blanks
   */
  LocalRuns(Path directory) throws IOException {
    this.directory = directory;
    this.home = Files.createDirectories(directory.resolve("home of Jürgen"));
    Path java = Files.createDirectories(directory.resolve("java/bin"));
    Files.copy(JAVA.resolve("release"), directory.resolve("java/release"));
    program(
        java.resolve("java"),
        """
        echo $$ >>%s/javas
        # The last argument says for how many seconds to stay without work. No test is about that, and a busy machine
        # may take longer between two tasks.
        left=$#
        for argument; do
          shift
          left=$((left - 1))
          [ $left -gt 0 ] || argument=86400
          set -- "$@" "$argument"
        done
        exec %s/bin/java "$@"
        """
            .formatted(directory, JAVA));
    program(
        Files.createDirectories(directory.resolve("shell")).resolve("sh"),
        """
        if [ -e %1$s/hold ]; then touch "%1$s/reached.$RUN"; fi
        while [ -e %1$s/hold ]; do sleep 0.1; done
        exec /bin/sh "$@"
        """
            .formatted(directory));
    Files.writeString(directory.resolve("ansible.cfg"), "");
    environment.put("HOME", home.toString());
    environment.put("JAVA_HOME", directory.resolve("java").toString());
    environment.put("ANSIBLE_CONFIG", directory.resolve("ansible.cfg").toString());
    environment.put(
        "ANSIBLE_COLLECTIONS_PATH", Path.of("target/collections").toAbsolutePath().toString());
    environment.put("ANSIBLE_EXECUTABLE", directory.resolve("shell/sh").toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  LocalRuns with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Path home() {
    return home;
  }

  /** Starts a play on so many hosts, in a process group of its own, as a terminal does. */
  Process start(String name, String play, int hosts) throws IOException {
    Path file = Files.writeString(directory.resolve(name + ".yml"), play);
    String inventory =
        String.join("", IntStream.rangeClosed(1, hosts).mapToObj(i -> "host" + i + ",").toList());
    ProcessBuilder builder =
        new ProcessBuilder(
                "setsid",
                "ansible-playbook",
                "-i",
                inventory,
                "-c",
                "local",
                "-f",
                Integer.toString(hosts),
                file.toString())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output(name).toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("ANSIBLE_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    builder.environment().put("RUN", name);
    Process process = builder.start();
    started.put(name, process);
    return process;
  }

  /** Runs a play to its end; answers what it printed. */
  String run(String name, String play, int hosts) throws IOException {
    return finish(name, start(name, play, hosts));
  }

  /** Waits for a run's end; answers what it printed. */
  String finish(String name, Process run) throws IOException {
    Patience.until(() -> !run.isAlive(), this::seen);
    return Files.readString(output(name));
  }

  private Path output(String name) {
    return directory.resolve(name + ".out");
  }

  /** From now on, what a run wants to do on a host waits. */
  void hold() throws IOException {
    Files.writeString(directory.resolve("hold"), "");
  }

  void release() throws IOException {
    Files.deleteIfExists(directory.resolve("hold"));
  }

  /** Waits until a run wants to do something on a host, in the middle of a conversation. */
  void awaitHeld(String name) {
    Patience.until(() -> Files.exists(directory.resolve("reached." + name)), this::seen);
  }

  /** The Java processes that were started, dead ones as well. */
  List<Long> javas() {
    Path pids = directory.resolve("javas");
    return Files.exists(pids) ? read(pids).lines().map(Long::valueOf).toList() : List.of();
  }

  /** Those that live. */
  List<ProcessHandle> livingJavas() {
    return javas().stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .filter(java -> java.info().command().isPresent())
        .toList();
  }

  /** Waits for the Java processes to end. */
  void awaitNoJava() {
    Patience.until(() -> livingJavas().isEmpty(), this::seen);
  }

  /** What the runs printed so far. */
  private String seen() {
    return String.join(
        "\n", started.keySet().stream().map(name -> name + ": " + read(output(name))).toList());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What runs left in, or have at the moment in, Ansible's temporary directory. */
  List<Path> temporaryDirectories() throws IOException {
    try (Stream<Path> paths = Files.list(home.resolve(".ansible/tmp"))) {
      return paths.toList();
    }
  }

  /** Ends all that still runs. */
  @Override
  public void close() throws IOException {
    release();
    for (Process run : started.values()) {
      run.descendants().forEach(ProcessHandle::destroyForcibly);
      run.destroyForcibly().onExit().join();
    }
    for (ProcessHandle java : livingJavas()) {
      java.destroyForcibly();
    }
  }
}
