// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.agent.trust.TreeRoot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A host in a directory: the tree that {@code update-ca-certificates} works on, with the real tool
 * and a real shell. Needs no root.
 */
final class ScratchHost implements Shell {
  private final Path root;
  private final List<String> interpreter;
  private final AtomicInteger execs = new AtomicInteger();

  ScratchHost(Path root, String... interpreter) throws IOException {
    this.root = Files.createDirectories(root);
    this.interpreter = List.of(interpreter);
    for (String directory :
        List.of(
            "etc/ssl/certs",
            "usr/share/ca-certificates/mozilla",
            "usr/local/share/ca-certificates",
            "etc/ca-certificates/update.d")) {
      Files.createDirectories(root.resolve(directory));
    }
    Files.write(
        path("/usr/share/ca-certificates/mozilla/Root_1.crt"), TestSpecs.ca("Mozilla Root").pem());
    write("/etc/ca-certificates.conf", "# selected by the operator\nmozilla/Root_1.crt\n");
    ExecResult result = runTool();
    if (result.status() != 0) {
      throw new IOException(result.stderrText());
    }
  }

  ExecResult runTool(String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("/usr/sbin/update-ca-certificates"));
    words.addAll(List.of(options));
    words.addAll(
        List.of(
            "--certsconf", path("/etc/ca-certificates.conf").toString(),
            "--certsdir", path("/usr/share/ca-certificates").toString(),
            "--localcertsdir", path("/usr/local/share/ca-certificates").toString(),
            "--etccertsdir", path("/etc/ssl/certs").toString(),
            "--hooksdir", path("/etc/ca-certificates/update.d").toString()));
    return run(words, new byte[0]);
  }

  TreeRoot root() {
    return new TreeRoot(root.toString());
  }

  Path path(String absolute) {
    return root.resolve(absolute.substring(1));
  }

  String read(String absolute) throws IOException {
    return Files.readString(path(absolute));
  }

  void write(String absolute, String text) throws IOException {
    Files.createDirectories(path(absolute).getParent());
    Files.writeString(path(absolute), text);
  }

  int execs() {
    return execs.get();
  }

  /** Path, kind, mode and content of everything in the tree. */
  SortedMap<String, String> tree() throws IOException {
    SortedMap<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        tree.put(root.relativize(path).toString(), describe(path));
      }
    }
    return tree;
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link " + Files.readSymbolicLink(path);
    }
    String mode =
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    return Files.isDirectory(path)
        ? "directory " + mode
        : "file " + mode + " " + Files.readString(path, StandardCharsets.ISO_8859_1);
  }

  @Override
  public ExecResult exec(String command, byte[] stdin) throws ShellException {
    execs.incrementAndGet();
    List<String> words = new ArrayList<>(interpreter);
    words.addAll(List.of(command.replaceFirst("^sh ", "").split(" ")));
    try {
      return run(words, stdin);
    } catch (IOException e) {
      throw new ShellException(ShellException.Kind.UNREACHABLE, e.toString(), e);
    }
  }

  private static ExecResult run(List<String> words, byte[] stdin) throws IOException {
    Path errors = Files.createTempFile("stderr", "");
    try {
      Process process = new ProcessBuilder(words).redirectError(errors.toFile()).start();
      Thread.ofVirtual().start(() -> send(process, stdin));
      byte[] out = process.getInputStream().readAllBytes();
      return new ExecResult(process.waitFor(), out, Files.readAllBytes(errors));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.delete(errors);
    }
  }

  private static void send(Process process, byte[] stdin) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(stdin);
    } catch (IOException e) {
      // It ended without reading all; its output tells.
    }
  }
}
