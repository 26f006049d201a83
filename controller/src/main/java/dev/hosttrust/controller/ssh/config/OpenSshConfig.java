package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.hostkey.Wildcard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The lines of {@code ~/.ssh/config} and {@code /etc/ssh/ssh_config}, in the order in which they
 * count (ssh_config(5)). Immutable.
 *
 * <p>Ours, not a library's: either library's reader would bring its own ideas of defaults, and both
 * pass over what they do not know, {@code ProxyCommand} included.
 */
public final class OpenSshConfig {
  private final List<Option> options;

  /** A line and the {@code Host} blocks around it. */
  record Option(ConfigLine line, Scope scope) {}

  /**
   * For which hosts a line counts.
   *
   * @param patterns of a {@code Host} line; empty if the line counts for none
   * @param outer where a file was included from inside another block
   */
  record Scope(List<String> patterns, Optional<Scope> outer) {
    static final Scope ALL = new Scope(List.of("*"), Optional.empty());

    boolean has(String host) {
      return outer.map(scope -> scope.has(host)).orElse(true) && matches(host);
    }

    private boolean matches(String host) {
      boolean found = false;
      for (String pattern : patterns) {
        boolean negated = pattern.startsWith("!");
        if (Wildcard.match(negated ? pattern.substring(1) : pattern, host)) {
          if (negated) {
            return false;
          }
          found = true;
        }
      }
      return found;
    }
  }

  private OpenSshConfig(List<Option> options) {
    this.options = List.copyOf(options);
  }

  /** No file at all. */
  public static OpenSshConfig empty() {
    return new OpenSshConfig(List.of());
  }

  /**
   * Reads {@code ~/.ssh/config} and {@code /etc/ssh/ssh_config}, as far as they exist.
   *
   * @param warnings gets a line for each {@code Match} block that is passed over
   */
  public static OpenSshConfig load(Path home, List<String> warnings) throws SshConfigException {
    return read(
        List.of(home.resolve(".ssh/config"), Path.of("/etc/ssh/ssh_config")), home, warnings);
  }

  /** Reads files in this order; ones that do not exist are passed over. */
  public static OpenSshConfig read(List<Path> files, Path home, List<String> warnings)
      throws SshConfigException {
    ConfigReader reader = new ConfigReader(home, warnings);
    for (Path file : files) {
      reader.read(file, Scope.ALL);
    }
    return new OpenSshConfig(reader.options());
  }

  /** What counts for one host: the name as it is given on ssh's command line. */
  HostConfig of(String host) {
    return new HostConfig(
        options.stream().filter(o -> o.scope().has(host)).map(Option::line).toList());
  }
}
