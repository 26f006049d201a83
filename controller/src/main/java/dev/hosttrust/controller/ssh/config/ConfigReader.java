// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.words.FileFaults;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads configuration files with all that they include; notes problems and goes on. */
final class ConfigReader {
  /** {@code READCONF_MAX_DEPTH} in OpenSSH's readconf.c. */
  private static final int MAX_DEPTH = 16;

  /**
   * Whose file it is.
   *
   * @param directory what relative paths of {@code Include} start from
   * @param home what {@code ~} stands for; null where it may not be used
   */
  record Origin(Path directory, @Nullable Path home) {}

  private final Origin origin;
  private final Findings findings;

  ConfigReader(Origin origin, Findings findings) {
    this.origin = origin;
    this.findings = findings;
  }

  /** Empty if there is no such file, or it cannot be read, which is noted then. */
  Optional<ConfigFile> read(Path file) {
    return read(file, 0);
  }

  /** As {@link #read}, for the user's own file, which is refused if others can write to it. */
  Optional<ConfigFile> readOwn(Path file) {
    return isSafe(file) ? read(file) : Optional.empty();
  }

  /** {@code SSHCONF_CHECKPERM}: who can write the file decides where we log in, and how. */
  private boolean isSafe(Path file) {
    try {
      Optional<FileSafety.Danger> danger = FileSafety.OF_THIS_MACHINE.danger(file);
      danger.ifPresent(d -> findings.problem(file.toString(), d.what(), d.remedy()));
      return danger.isEmpty();
    } catch (IOException e) {
      return true; // reading it will tell
    }
  }

  private Optional<ConfigFile> read(Path file, int depth) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return Optional.of(new FileParser(this, file, depth, findings).parse(text));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      findings.problem(
          FileFaults.failure(file, e) + "; make it readable or choose another with -F");
      return Optional.empty();
    }
  }

  /** The files that a pattern of {@code Include} stands for. */
  List<ConfigFile> include(String pattern, Location place, int depth) {
    if (depth >= MAX_DEPTH) {
      findings.problem(
          place,
          "Include %s: files include one another more than %d deep; look for a circle"
              .formatted(pattern, MAX_DEPTH));
      return List.of();
    }
    Path home = origin.home();
    String path = pattern;
    if (path.startsWith("~")) {
      if (home == null || !path.startsWith("~/")) {
        findings.problem(
            place, "Include " + pattern + ": cannot start with ~ here; write the whole path");
        return List.of();
      }
      path = home.resolve(path.substring(2)).toString();
    }
    List<ConfigFile> files = new ArrayList<>();
    for (Path file : Glob.files(origin.directory().resolve(path))) {
      if (!Files.isDirectory(file) && isSafe(file)) { // ssh reads a directory as an empty file
        read(file, depth + 1).ifPresent(files::add);
      }
    }
    return files;
  }
}
