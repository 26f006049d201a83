// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.hostkey;

import dev.hosttrust.controller.ssh.hostkey.KnownHost.Marker;
import dev.hosttrust.words.FileFaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of some known_hosts files, in order. Immutable.
 *
 * <p>The rules are those of {@code check_hostkeys_by_key_or_type} in OpenSSH's hostfile.c: a key
 * that is listed for the name is fine, a different listed key of whatever type means that the key
 * has changed, and a revoked one is refused before anything else.
 */
final class KnownHosts {
  private final List<KnownHost> entries;

  private KnownHosts(List<KnownHost> entries) {
    this.entries = entries;
  }

  /** Reads the files that exist. */
  static KnownHosts read(List<Path> files) throws IOException {
    List<KnownHost> entries = new ArrayList<>();
    for (Path file : files) {
      List<String> lines;
      try {
        // ISO 8859-1 takes any bytes; names and keys are ASCII, the rest is comment.
        lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      } catch (NoSuchFileException e) {
        continue;
      } catch (IOException e) {
        throw new IOException(
            FileFaults.failure(file, e)
                + "; make it readable, or name another by UserKnownHostsFile in ssh_config",
            e);
      }
      for (int i = 0; i < lines.size(); i++) {
        KnownHost.parse(lines.get(i), file, i + 1).ifPresent(entries::add);
      }
    }
    return new KnownHosts(List.copyOf(entries));
  }

  KnownHosts with(KnownHost entry) {
    return new KnownHosts(Stream.concat(entries.stream(), Stream.of(entry)).toList());
  }

  /** Only the lines about one name, so that it need not be hashed again for each question. */
  KnownHosts of(String name) {
    return new KnownHosts(entries.stream().filter(entry -> entry.hosts().match(name)).toList());
  }

  HostKeyVerdict check(String name, HostKey key) {
    Optional<KnownHost> revoked = find(Marker.REVOKED, key);
    if (revoked.isPresent()) {
      return new HostKeyVerdict.Revoked(name, key, revoked.get().place());
    }
    if (find(Marker.NONE, key).isPresent()) {
      return new HostKeyVerdict.Accepted(false);
    }
    return marked(Marker.NONE)
        .findFirst()
        .<HostKeyVerdict>map(other -> new HostKeyVerdict.Changed(name, key, other.place()))
        .orElseGet(() -> new HostKeyVerdict.Unknown(name, key));
  }

  Optional<KnownHost> find(Marker marker, HostKey key) {
    return marked(marker).filter(entry -> entry.key().equals(key)).findFirst();
  }

  /** Types of the plain keys that are listed, in the order of the files. */
  Set<String> types() {
    return marked(Marker.NONE)
        .map(entry -> entry.key().type())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The keys of the authorities whose host certificates are trusted. */
  List<HostKey> authorities() {
    return marked(Marker.CERT_AUTHORITY).map(KnownHost::key).toList();
  }

  List<HostKey> revoked() {
    return marked(Marker.REVOKED).map(KnownHost::key).toList();
  }

  private Stream<KnownHost> marked(Marker marker) {
    return entries.stream().filter(entry -> entry.marker() == marker);
  }
}
