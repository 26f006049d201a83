package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.config.OpenSshConfig.Option;
import dev.hosttrust.controller.ssh.config.OpenSshConfig.Scope;
import dev.hosttrust.controller.ssh.hostkey.Wildcard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads ssh_config files and what they include. */
final class ConfigReader {
  private static final int MAX_DEPTH = 16; // READCONF_MAX_DEPTH of OpenSSH

  private final Path home;
  private final List<String> warnings;
  private final List<Option> options = new ArrayList<>();
  private int depth;

  ConfigReader(Path home, List<String> warnings) {
    this.home = home;
    this.warnings = warnings;
  }

  List<Option> options() {
    return options;
  }

  void read(Path file, Scope outer) throws SshConfigException {
    if (!Files.exists(file)) {
      return;
    }
    if (++depth > MAX_DEPTH) {
      throw new SshConfigException(file + ": files include each other too deeply");
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SshConfigException(file + " cannot be read: " + e.getMessage());
    }
    Scope scope = outer;
    for (int i = 0; i < lines.size(); i++) {
      Optional<ConfigLine> parsed = ConfigLine.parse(lines.get(i), file + ":" + (i + 1));
      if (parsed.isPresent()) {
        scope = take(parsed.get(), scope, outer, file);
      }
    }
    depth--;
  }

  private Scope take(ConfigLine line, Scope scope, Scope outer, Path file)
      throws SshConfigException {
    switch (line.keyword()) {
      case "host" -> {
        return new Scope(line.words(), Optional.of(outer));
      }
      case "match" -> {
        return match(line, outer);
      }
      case "include" -> {
        for (String word : line.words()) {
          for (Path included : included(word, file)) {
            read(included, scope);
          }
        }
      }
      default -> options.add(new Option(line, scope));
    }
    return scope;
  }

  private Scope match(ConfigLine line, Scope outer) {
    if (line.words().size() == 1 && line.first().equalsIgnoreCase("all")) {
      return outer;
    }
    warnings.add(line.place() + ": Match blocks other than 'Match all' are passed over");
    return new Scope(List.of(), Optional.of(outer));
  }

  /** Relative names are those of the user's or the system's directory, by who includes them. */
  private List<Path> included(String word, Path from) throws SshConfigException {
    Path base = from.startsWith("/etc/ssh") ? Path.of("/etc/ssh") : home.resolve(".ssh");
    Path path = word.startsWith("~/") ? home.resolve(word.substring(2)) : base.resolve(word);
    Path directory = path.getParent();
    Path last = path.getFileName();
    if (directory == null || last == null || !Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> Wildcard.match(last.toString(), String.valueOf(file.getFileName())))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new SshConfigException(directory + " cannot be listed: " + e.getMessage());
    }
  }
}
