// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.daemon;

import dev.hosttrust.agent.facts.DaemonFact;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of a store that daemons read when they start, and only then.
 *
 * @param store the store's name
 * @param file its path
 * @param links what changed together with the file, as far as it concerns what is wanted: for each
 *     anchor the links that it may have, of which one is there. A file that was written anew since,
 *     as by an upgrade of other CAs, has nothing new for us. Empty, as the directory, if each
 *     change of the file counts
 * @param directory changed together with the file when something went that must not be trusted;
 *     where it is not there, nothing ever went. Empty if nothing is to go
 */
public record ReadAtStart(
    String store, String file, List<List<String>> links, Optional<String> directory) {
  public ReadAtStart {
    links = links.stream().map(List::copyOf).toList();
  }

  /** Of a file of which each change counts. */
  public ReadAtStart(String store, String file) {
    this(store, file, List.of(), Optional.empty());
  }

  /** All that a host is asked the times of. */
  List<String> paths() {
    return Stream.of(Stream.of(file), links.stream().flatMap(List::stream), directory.stream())
        .flatMap(paths -> paths)
        .toList();
  }

  /** Whether a daemon started before what is wanted came into the file. */
  boolean isUnseen(DaemonFact daemon) {
    Instant changed = daemon.changed().get(file);
    return changed != null
        && daemon.started().isBefore(changed)
        && (isLinkedSince(daemon) || isGoneSince(daemon));
  }

  /** Whether the last of the links was made since, or that is not known of each anchor. */
  private boolean isLinkedSince(DaemonFact daemon) {
    if (links.isEmpty()) {
      return directory.isEmpty();
    }
    List<Instant> times = links.stream().flatMap(l -> last(l, daemon).stream()).toList();
    return times.size() < links.size() || times.stream().anyMatch(daemon.started()::isBefore);
  }

  private boolean isGoneSince(DaemonFact daemon) {
    return directory.map(daemon.changed()::get).filter(daemon.started()::isBefore).isPresent();
  }

  private static Optional<Instant> last(List<String> links, DaemonFact daemon) {
    return links.stream()
        .map(daemon.changed()::get)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder());
  }
}
