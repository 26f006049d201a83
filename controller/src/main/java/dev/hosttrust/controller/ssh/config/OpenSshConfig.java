// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.words.Findings;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configuration files of OpenSSH's client, read once. Immutable.
 *
 * <p>Source of the rules: ssh_config(5) and readconf.c of OpenSSH 9.2. {@code Match} knows {@code
 * all}, {@code final}, {@code host}, {@code originalhost}, {@code user} and {@code localuser};
 * sections with other conditions, and options that no library does, are noted as {@link Need}s.
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
   * @throws ProblemsException with all problems
   */
  static OpenSshConfig ofUser(LocalUser user, Path systemDirectory) {
    Findings findings = new Findings();
    Optional<ConfigFile> own =
        ofUser(user, findings).readOwn(user.sshDirectory().resolve("config"));
    Optional<ConfigFile> system =
        new ConfigReader(new ConfigReader.Origin(systemDirectory, null), findings)
            .read(systemDirectory.resolve("ssh_config"));
    findings.throwIfFailed();
    return new OpenSshConfig(Stream.of(own, system).flatMap(Optional::stream).toList());
  }

  /**
   * One file in place of all others: {@code ssh -F}.
   *
   * @throws ProblemsException with all problems; a missing file is one
   */
  static OpenSshConfig ofFile(Path file, LocalUser user) {
    Findings findings = new Findings();
    if (!Files.exists(file)) {
      findings.problem(file.toString(), "there is no such SSH configuration", "check the path");
    }
    Optional<ConfigFile> read = ofUser(user, findings).read(file);
    findings.throwIfFailed();
    return new OpenSshConfig(read.stream().toList());
  }

  private static ConfigReader ofUser(LocalUser user, Findings findings) {
    return new ConfigReader(new ConfigReader.Origin(user.sshDirectory(), user.home()), findings);
  }

  /** Adds what the files say about the host, behind what the options have already. */
  void apply(HostOptions options) {
    files.forEach(file -> file.apply(options));
    if (options.wantsFinalPass()) {
      options.beginFinalPass();
      files.forEach(file -> file.apply(options));
    }
  }
}
