// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The packages, which {@code dist/package} makes of the jars that Maven built before.
 *
 * <p>To make them costs a minute, so they stay in {@code target/packages} of the whole project, and
 * the tests of all modules use the same ones until what they are made of changes.
 */
public final class Packages {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Path DIRECTORY = PROJECT.resolve("target/packages");

  private Packages() {}

  private static final class Made {
    static final Path IN = makeUnlessMade();
  }

  private static final class Unpacked {
    static final Path HERE = unpack();
  }

  /** The directory that has the packages and nothing else of that size. */
  public static Path directory() {
    return Made.IN;
  }

  /** The package of Debian that has its own Java. */
  public static Path deb() {
    return file("hosttrust_*64.deb");
  }

  /** The package of Debian for the system's Java. */
  public static Path debForSystemJava() {
    return file("hosttrust_*_all.deb");
  }

  /** The archive that has its own Java. */
  public static Path archive() {
    return file("hosttrust-*-linux-*.tar.gz");
  }

  /** The program of the archive, unpacked for this JVM; it goes when the JVM ends. */
  public static Path program() {
    return Unpacked.HERE.resolve("bin/hosttrust");
  }

  private static Path file(String glob) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(), glob)) {
      return files.iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path unpack() {
    Path directory = TempDirectories.create("package");
    LocalProcess.run(
        "tar", "-xzf", archive().toString(), "--strip-components=1", "-C", directory.toString());
    return directory;
  }

  private static Path makeUnlessMade() {
    try {
      Path madeOf = DIRECTORY.resolve("made-of");
      String wanted = digest();
      if (!Files.exists(madeOf) || !Files.readString(madeOf).equals(wanted)) {
        // Those of another version would be in the way.
        LocalProcess.run("rm", "-rf", DIRECTORY.toString());
        make();
        Files.writeString(madeOf, wanted);
      }
      return DIRECTORY;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make() {
    ProcessBuilder builder =
        new ProcessBuilder(PROJECT.resolve("dist/package").toString(), DIRECTORY.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    ExecOutput output = LocalProcess.exec(builder.redirectErrorStream(true));
    if (output.exit() != 0) {
      throw new IllegalStateException("the packages could not be made: " + output.stdout());
    }
  }

  /** Of all files that the packages are made of, the documentation left out. */
  private static String digest() throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (String part : List.of("build", "dist", "controller/target/dist")) {
        try (Stream<Path> files = Files.walk(PROJECT.resolve(part))) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            sha256.update(file.toString().getBytes(StandardCharsets.UTF_8));
            sha256.update(Files.readAllBytes(file));
          }
        }
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
