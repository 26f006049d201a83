// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact.Other;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The {@code hosts.toml} files of a host. */
record HostsTomls(Facts facts) {
  /**
   * The file of a directory.
   *
   * @throws UnusableFileException if containerd would not read it
   */
  HostsToml file(String directory) throws UnusableFileException {
    String path = directory + "/" + HostsToml.NAME;
    Optional<Content> content = facts.content(path);
    if (facts.at(path) instanceof Other other) {
      throw new UnusableFileException(PathChecks.noFile(path, other));
    }
    if (content.isEmpty()) {
      throw new UnusableFileException(
          path, "it is no regular file", "put a regular file in its place");
    }
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap(content.get().latin1().getBytes(StandardCharsets.ISO_8859_1));
      return HostsToml.read(
          directory, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString(), facts);
    } catch (CharacterCodingException e) {
      throw new UnusableFileException(
          path, "containerd cannot read it: it is not in UTF-8", "mend it, or take it away");
    }
  }

  /** The files of CAs that the one of a directory names; none where it cannot be read. */
  List<String> named(String directory) {
    try {
      return file(directory).caFiles();
    } catch (UnusableFileException e) {
      return List.of();
    }
  }

  /** Whether the certificate files of a directory count, for want of a {@code hosts.toml}. */
  boolean isPlain(String directory) {
    String hosts = directory + "/" + HostsToml.NAME;
    return !facts.exists(hosts)
        || facts.content(hosts).filter(content -> content.latin1().isEmpty()).isPresent();
  }
}
