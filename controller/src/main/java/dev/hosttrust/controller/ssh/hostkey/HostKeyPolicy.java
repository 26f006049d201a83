// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the host key of one host is checked.
 *
 * @param mode what to do with an unknown key
 * @param userFiles {@code UserKnownHostsFile}; new keys go into the first; files may be missing
 * @param globalFiles {@code GlobalKnownHostsFile}; only read
 * @param alias {@code HostKeyAlias}: the name to look up in place of {@code host} or {@code
 *     [host]:port}
 * @param hashed {@code HashKnownHosts}: whether names of new keys are written as hashes
 */
public record HostKeyPolicy(
    HostKeyMode mode,
    List<Path> userFiles,
    List<Path> globalFiles,
    Optional<String> alias,
    boolean hashed) {

  /** The same files, and another way to deal with what they say. */
  public HostKeyPolicy in(HostKeyMode other) {
    return new HostKeyPolicy(other, userFiles, globalFiles, alias, hashed);
  }

  public HostKeyPolicy {
    userFiles = List.copyOf(userFiles);
    globalFiles = List.copyOf(globalFiles);
  }

  /** All files, in the order in which OpenSSH reads them. */
  public List<Path> files() {
    return Stream.concat(userFiles.stream(), globalFiles.stream()).toList();
  }
}
