// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The keys that the options of one host name, with defaults filled in. */
final class KeyOptions {
  /** Nothing to log in with. */
  static final Target.Keys NO_KEYS = new Target.Keys(List.of(), false, true, Optional.empty());

  /** {@code fill_default_options} in OpenSSH's readconf.c, but for keys in hardware and DSA. */
  private static final List<String> DEFAULT_KEYS =
      List.of("~/.ssh/id_rsa", "~/.ssh/id_ecdsa", "~/.ssh/id_ed25519");

  private static final String NONE = "none";
  private static final String AGENT_VARIABLE = "SSH_AUTH_SOCK";

  private final HostOptions options;
  private final LocalUser local;
  private final Function<Setting, String> expanded;

  /**
   * @param expanded gives the value of a setting with its tokens replaced
   */
  KeyOptions(HostOptions options, LocalUser local, Function<Setting, String> expanded) {
    this.options = options;
    this.local = local;
    this.expanded = expanded;
  }

  Target.Keys keys() {
    return new Target.Keys(
        files().stream().map(local::path).toList(),
        !options.identityFiles().isEmpty(),
        named(options.certificateFiles()).stream().map(local::path).toList(),
        isOnly(),
        agent());
  }

  /** Key files as they are written, without {@code none}. */
  List<String> files() {
    return options.identityFiles().isEmpty() ? DEFAULT_KEYS : named(options.identityFiles());
  }

  private List<String> named(List<Setting> settings) {
    return settings.stream()
        .filter(setting -> !setting.value().equalsIgnoreCase(NONE))
        .map(expanded)
        .toList();
  }

  /** {@code IdentitiesOnly}. */
  boolean isOnly() {
    String only = options.value(Keyword.IDENTITIES_ONLY);
    return only != null && Keyword.isYes(only);
  }

  private Optional<Path> agent() {
    Setting setting = options.get(Keyword.IDENTITY_AGENT);
    if (setting == null || setting.value().equals(AGENT_VARIABLE)) {
      return socket(AGENT_VARIABLE);
    }
    String value = setting.value();
    if (value.equalsIgnoreCase(NONE)) {
      return Optional.empty();
    }
    if (value.matches("\\$[A-Za-z_][A-Za-z0-9_]*")) {
      return socket(value.substring(1));
    }
    return Optional.of(local.path(expanded.apply(setting)));
  }

  private Optional<Path> socket(String variable) {
    return Optional.ofNullable(local.environment().get(variable))
        .filter(path -> !path.isEmpty())
        .map(local::path);
  }
}
