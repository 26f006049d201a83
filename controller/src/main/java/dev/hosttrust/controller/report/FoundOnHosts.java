// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import dev.hosttrust.agent.listing.FoundAnchor;
import dev.hosttrust.agent.listing.Listing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was found on hosts, until the report of each takes it. Thread-safe. */
public final class FoundOnHosts {
  private static final Listing NOTHING = new Listing(List.of(), List.of());

  private final Instant now;
  private final Optional<Instant> until;
  private final Map<String, Listing> listings = new ConcurrentHashMap<>();
  private volatile boolean expiring;

  /**
   * @param now when the run began
   * @param until only anchors that are valid no longer than this count; empty for all
   */
  public FoundOnHosts(Instant now, Optional<Instant> until) {
    this.now = now;
    this.until = until;
  }

  /** When the run began. */
  public Instant now() {
    return now;
  }

  /** Until when anchors are told that expire; empty if all are told. */
  Optional<Instant> until() {
    return until;
  }

  /** Takes what is on a host. Where only anchors that expire count, nothing else is kept. */
  public void add(String host, Listing listing) {
    listings.put(
        host,
        until.map(end -> new Listing(expiring(listing.anchors(), end), List.of())).orElse(listing));
  }

  private static List<FoundAnchor> expiring(List<FoundAnchor> anchors, Instant end) {
    return anchors.stream()
        .filter(anchor -> !anchor.certificate().notAfter().isAfter(end))
        .toList();
  }

  /** Gives what was found on a host that was looked at to its report. */
  Listing take(String host) {
    Listing listing = listings.remove(host);
    if (listing == null) {
      return NOTHING;
    }
    expiring |= until.isPresent() && !listing.anchors().isEmpty();
    return listing;
  }

  /** Whether an anchor that a report took expires in the time that was asked for, or has. */
  public boolean hasExpiring() {
    return expiring;
  }
}
