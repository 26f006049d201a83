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
 */
public record HostKeyPolicy(
    HostKeyMode mode, List<Path> userFiles, List<Path> globalFiles, Optional<String> alias) {

  public HostKeyPolicy {
    userFiles = List.copyOf(userFiles);
    globalFiles = List.copyOf(globalFiles);
  }

  /** All files, in the order in which OpenSSH reads them. */
  public List<Path> files() {
    return Stream.concat(userFiles.stream(), globalFiles.stream()).toList();
  }
}
