// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.merge;

import dev.hosttrust.controller.report.merge.Part.PartHost;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.function.BiPredicate;

/**
 * The hosts of all parts, in the order in which they were done, each from the part that counts:
 * that order is the one of a single run's report. One object of each part is in memory at a time.
 */
final class HostsInTime {
  private final PriorityQueue<Place> places =
      new PriorityQueue<>(
          Comparator.comparing((Place place) -> place.host.done())
              .thenComparing(place -> place.part.name()));

  /** Takes the hosts. */
  @FunctionalInterface
  interface Sink {
    void host(Part part, PartHost host, String object);
  }

  /** Where the reading of a part is. */
  private static final class Place {
    private final Part part;
    private final Iterator<PartHost> hosts;
    private final Iterator<String> objects;
    private PartHost host;
    private String object;

    Place(Part part) {
      this.part = part;
      this.hosts = part.hosts().iterator();
      this.objects = part.document().objects("host");
      this.host = hosts.next();
      this.object = objects.next();
    }

    boolean next() {
      if (!hosts.hasNext()) {
        return false;
      }
      host = hosts.next();
      object = objects.next();
      return true;
    }
  }

  HostsInTime(Parts parts) {
    parts.all().stream()
        .filter(part -> !part.hosts().isEmpty())
        .map(Place::new)
        .forEach(places::add);
  }

  /**
   * @param counts whether it is this part that counts for a host
   */
  void forEach(BiPredicate<Part, PartHost> counts, Sink sink) {
    while (!places.isEmpty()) {
      Place place = places.remove();
      if (counts.test(place.part, place.host)) {
        sink.host(place.part, place.host, place.object);
      }
      if (place.next()) {
        places.add(place);
      }
    }
  }
}
