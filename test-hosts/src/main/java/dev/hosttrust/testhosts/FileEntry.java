// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.util.List;
import java.util.Optional;

/**
 * One entry of a host's file tree, with all that a change could touch but the times.
 *
 * @param type {@code f} file, {@code d} directory, {@code l} link, or another letter of find(1)
 * @param mode the permission bits in octal, such as {@code 644}
 * @param linkTarget what a link holds, not resolved
 * @param sha256 the digest of a file's content in hex
 */
public record FileEntry(
    String path,
    char type,
    String mode,
    int uid,
    int gid,
    Optional<String> linkTarget,
    Optional<String> sha256)
    implements Comparable<FileEntry> {

  /** The trees that hosttrust and {@code update-ca-certificates} write to. */
  public static final List<String> TRUST_PATHS =
      List.of(
          "/usr/share/ca-certificates",
          "/usr/local/share/ca-certificates",
          "/etc/ca-certificates.conf",
          "/etc/ssl/certs",
          "/etc/docker");

  @Override
  public int compareTo(FileEntry other) {
    return path.compareTo(other.path);
  }
}
