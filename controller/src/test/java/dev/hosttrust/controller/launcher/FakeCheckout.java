// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A checkout with the real launcher, and with a Maven and a JDK that only write down how they were
 * called: a build in it takes no time.
 */
final class FakeCheckout {
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "cp",
          "date",
          "dirname",
          "find",
          "flock",
          "grep",
          "head",
          "ls",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sleep",
          "sort",
          "stat",
          "touch");

  private final String shell;
  private final Path root;
  private final Path bin;
  private final Path jdk;

  private FakeCheckout(Path directory, String shell) {
    this.shell = shell;
    this.root = directory.resolve("check out");
    this.bin = directory.resolve("bin");
    this.jdk = directory.resolve("jdk");
  }

  /**
   * @param shell runs the launcher
   */
  static FakeCheckout in(Path directory, String shell) throws IOException {
    FakeCheckout checkout = new FakeCheckout(directory, shell);
    checkout.layOutSources();
    checkout.layOutTools();
    return checkout;
  }

  Path launcher() {
    return root.resolve("hosttrust");
  }

  Path source() {
    return root.resolve("agent/src/main/A.java");
  }

  /** Makes the source look edited after whatever was built by now. */
  void edit() throws IOException {
    Files.setLastModifiedTime(source(), FileTime.from(Instant.now().plusSeconds(60)));
  }

  void removeMaven() throws IOException {
    Files.delete(bin.resolve("mvn"));
  }

  /** From now on, Maven runs this script in place of a build that succeeds. */
  void mavenDoes(String script) throws IOException {
    script(bin.resolve("mvn"), script);
  }

  /** From now on, the JVM is this program in place of one that shows its arguments. */
  void jvmRuns(String script) throws IOException {
    script(jdk.resolve("bin/java"), script);
  }

  /** Takes the build's directory away before it was ever made, also from root. */
  void makeUnwritable() throws IOException {
    Files.createFile(root.resolve("controller/target"));
  }

  /** Holds the lock of a build until the process ends or its standard input does. */
  Process lock() throws IOException {
    Files.createDirectories(root.resolve("controller/target/launch"));
    return command("flock", root.resolve("controller/target/launch/lock").toString(), "cat")
        .start();
  }

  long builds() throws IOException {
    return calls("mvn.calls").size();
  }

  /** The arguments of each call of the JVM, a word a line where they were several. */
  List<String> jvmCalls() throws IOException {
    return calls("java.calls");
  }

  /** A program whose first line says that sh runs it, so that this shell does. */
  static void copyForShell(Path program, Path copy, String shell) throws IOException {
    Files.copy(program, copy, StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(
        copy, Files.readString(program).replaceFirst("#!/bin/sh\n", "#!" + shell + "\n"));
  }

  ProcessBuilder command(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", bin.toString(),
                "JAVA_HOME", jdk.toString(),
                "CALLS", root.resolve("calls").toString()));
    return builder;
  }

  Run run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  Run run(Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = command(words(List.of(launcher().toString()), arguments));
    builder.environment().putAll(variables);
    return finish(builder.start());
  }

  /** Runs it as somebody who may read all of it and write nothing. */
  Run runByAnotherUser(String... arguments) throws IOException, InterruptedException {
    Path launch = root.resolve("controller/target/launch");
    finish(new ProcessBuilder("chmod", "-R", "a+rX", root.resolveSibling("").toString()).start());
    finish(new ProcessBuilder("chmod", "-R", "a+w", root.resolve("calls").toString()).start());
    finish(new ProcessBuilder("chmod", "-R", "a-w", launch.toString()).start());
    boolean root = System.getProperty("user.name").equals("root");
    List<String> user =
        root ? List.of("/usr/bin/setpriv", "--reuid=65534", "--clear-groups") : List.of();
    List<String> command = new ArrayList<>(user);
    command.add(launcher().toString());
    return finish(command(words(command, arguments)).start());
  }

  private static String[] words(List<String> command, String... arguments) {
    return Stream.concat(command.stream(), Stream.of(arguments)).toArray(String[]::new);
  }

  static Run finish(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  record Run(int exit, String output) {}

  private List<String> calls(String file) throws IOException {
    Path path = root.resolve("calls").resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  private void layOutSources() throws IOException {
    for (String module : List.of("words", "agent", "inventories", "controller")) {
      Files.createDirectories(root.resolve(module + "/src/main"));
      past(Files.writeString(root.resolve(module + "/pom.xml"), "<project/>"));
      past(root.resolve(module + "/src/main"));
    }
    past(Files.createDirectories(root.resolve("build")));
    Files.createDirectories(root.resolve(".git"));
    Files.createDirectories(root.resolve("calls"));
    past(Files.writeString(root.resolve("pom.xml"), "<project/>"));
    past(Files.writeString(source(), "class A {}"));
    past(root.resolve("agent/src/main"));
    copyForShell(Path.of("../hosttrust"), launcher(), shell);
    past(Files.copy(Path.of("../build/launch.sh"), root.resolve("build/launch.sh")));
    past(root.resolve("build"));
  }

  private void layOutTools() throws IOException {
    Files.createDirectories(bin);
    for (String tool : TOOLS) {
      Files.createSymbolicLink(bin.resolve(tool), which(tool));
    }
    mavenDoes(
        """
        echo "$*" >>"$CALLS/mvn.calls"
        sleep 0.2
        mkdir -p controller/target/dist/lib
        touch controller/target/dist/hosttrust-controller.jar controller/target/dist/lib/a.jar
        """);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"), "JAVA_RUNTIME_VERSION=\"25.0.9+1\"\nJAVA_VERSION=\"25.0.9\"\n");
    script(jdk.resolve("bin/javac"), "exit 0");
    script(
        jdk.resolve("bin/java"),
        """
        echo "$*" >>"$CALLS/java.calls"
        for word; do
          case $word in
          -XX:DumpLoadedClassList=*) [ -e "$CALLS/untrainable" ] && exit 1; echo 'a/B id: 0' >"${word#*=}"; exit 0 ;;
          -XX:SharedArchiveFile=*.new) echo archive >"${word#*=}"; exit 0 ;;
          esac
        done
        while [ "$1" != dev.hosttrust.controller.cli.Main ]; do shift; done
        shift
        for word; do echo "[$word]"; done
        exit 42
        """);
  }

  void makeUntrainable() throws IOException {
    Files.createFile(root.resolve("calls/untrainable"));
  }

  private static Path which(String tool) {
    return List.of("/usr/bin", "/bin").stream()
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not installed: " + tool));
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void past(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(3600)));
  }
}
