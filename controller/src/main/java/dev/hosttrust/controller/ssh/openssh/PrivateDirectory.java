// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A directory of one run that only its user can enter: for sockets, and for the program that asks
 * for passwords. No secret is ever written into it.
 */
final class PrivateDirectory implements AutoCloseable {
  private final Path directory;
  private final AtomicInteger number = new AtomicInteger();

  private PrivateDirectory(Path directory) {
    this.directory = directory;
  }

  static PrivateDirectory make() throws IOException {
    return new PrivateDirectory(Files.createTempDirectory("ht")); // a socket's path must be short
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** A path that nothing has yet. */
  Path fresh() {
    return directory.resolve(Integer.toString(number.getAndIncrement()));
  }

  /**
   * The program for SSH_ASKPASS, which takes no words of its own: a file whose first line names
   * this Java and a file with its arguments (execve(2), java(1)). No shell takes part.
   */
  Path askPass() throws IOException {
    Path java = Files.createSymbolicLink(file("java"), java()); // a first line has no blanks
    Path arguments =
        Files.writeString(
            file("arguments"),
            "-Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx32m -cp %s %s\n"
                .formatted(quoted(classPath()), AskPass.class.getName()));
    Path program = file("askpass");
    Files.writeString(program, "#!%s @%s\n".formatted(java, arguments));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static String classPath() {
    try {
      return Path.of(AskPass.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new AssertionError("classes come from a file", e);
    }
  }

  private static String quoted(String path) {
    return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public void close() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // the system's own cleaning of temporary files will do it
    }
  }
}
