// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The configuration files of OpenSSH's client, read once. Immutable.
 *
 * <p>Source of the rules: ssh_config(5) and readconf.c of OpenSSH 9.2. {@code Match} knows {@code
 * all}, {@code final}, {@code host}, {@code originalhost}, {@code user} and {@code localuser};
 * sections with other conditions are left out, with a warning. Options that do not matter here are
 * passed over.
 */
final class OpenSshConfig {
  /** No configuration at all: {@code -F none}. */
  static final OpenSshConfig NONE = new OpenSshConfig(List.of());

  private final List<ConfigFile> files;

  private OpenSshConfig(List<ConfigFile> files) {
    this.files = List.copyOf(files);
  }

  /**
   * {@code ~/.ssh/config}, then the system-wide {@code ssh_config}; either may be missing.
   *
   * @param systemDirectory {@code /etc/ssh}
   * @throws ConfigException with all problems
   */
  static OpenSshConfig ofUser(LocalUser user, Path systemDirectory) {
    List<String> problems = new ArrayList<>();
    Optional<ConfigFile> own =
        ofUser(user, problems).readOwn(user.sshDirectory().resolve("config"));
    Optional<ConfigFile> system =
        new ConfigReader(new ConfigReader.Origin(systemDirectory, null), problems)
            .read(systemDirectory.resolve("ssh_config"));
    throwIfAny(problems);
    return new OpenSshConfig(Stream.of(own, system).flatMap(Optional::stream).toList());
  }

  /**
   * One file in place of all others: {@code ssh -F}.
   *
   * @throws ConfigException with all problems; a missing file is one
   */
  static OpenSshConfig ofFile(Path file, LocalUser user) {
    List<String> problems = new ArrayList<>();
    if (!Files.exists(file)) {
      problems.add("%s: there is no such SSH configuration; check the path".formatted(file));
    }
    Optional<ConfigFile> read = ofUser(user, problems).read(file);
    throwIfAny(problems);
    return new OpenSshConfig(read.stream().toList());
  }

  private static ConfigReader ofUser(LocalUser user, List<String> problems) {
    return new ConfigReader(new ConfigReader.Origin(user.sshDirectory(), user.home()), problems);
  }

  private static void throwIfAny(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Adds what the files say about the host, behind what the options have already. */
  void apply(HostOptions options, Consumer<String> warnings) {
    files.forEach(file -> file.apply(options, warnings));
    if (options.wantsFinalPass()) {
      options.beginFinalPass();
      files.forEach(file -> file.apply(options, warnings));
    }
  }
}
