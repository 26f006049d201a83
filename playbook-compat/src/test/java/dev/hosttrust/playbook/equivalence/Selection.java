// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import dev.hosttrust.testhosts.DebianRelease;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which start states are run on which releases: all on all, some on some, or a sample that is the
 * same each time and has every state at least once.
 *
 * @param states the states of each release, in the order of {@link StartStates#ALL}
 */
record Selection(Map<DebianRelease, List<StartState>> states) {
  /**
   * Also run on each release in a sample: the states in which a release's own {@code
   * update-ca-certificates} and {@code openssl} do the most, and those from which the releases are
   * left in different ways.
   */
  static final Set<String> ON_EACH_RELEASE =
      Set.of(
          "a new host",
          "another CA under the same name",
          "the hash link is missing",
          "/etc/ssl/certs is missing");

  Selection {
    Map<DebianRelease, List<StartState>> copy = new EnumMap<>(DebianRelease.class);
    states.forEach((release, some) -> copy.put(release, List.copyOf(some)));
    states = Collections.unmodifiableMap(copy);
  }

  /**
   * Those that the system properties ask for: {@code equivalence=full}, or regular expressions that
   * names match, {@code equivalence.states} and {@code equivalence.releases}; else the sample.
   */
  static Selection asked() {
    String someStates = System.getProperty("equivalence.states");
    String someReleases = System.getProperty("equivalence.releases");
    if (!isFull() && someStates == null && someReleases == null) {
      return sample(StartStates.ALL);
    }
    Map<DebianRelease, List<StartState>> states = new EnumMap<>(DebianRelease.class);
    for (DebianRelease release : DebianRelease.values()) {
      if (someReleases == null || release.codename().matches(someReleases)) {
        states.put(
            release,
            StartStates.ALL.stream()
                .filter(state -> someStates == null || state.name().matches(someStates))
                .toList());
      }
    }
    return new Selection(states);
  }

  private static boolean isFull() {
    return System.getProperty("equivalence", "").equals("full");
  }

  /** Each state on one release in turn, and those of {@link #ON_EACH_RELEASE} on all. */
  static Selection sample(List<StartState> all) {
    DebianRelease[] releases = DebianRelease.values();
    Map<DebianRelease, List<StartState>> states = new EnumMap<>(DebianRelease.class);
    Arrays.stream(releases).forEach(release -> states.put(release, new ArrayList<>()));
    for (int i = 0; i < all.size(); i++) {
      for (DebianRelease release : releases) {
        if (release == releases[i % releases.length]
            || ON_EACH_RELEASE.contains(all.get(i).name())) {
          of(states, release).add(all.get(i));
        }
      }
    }
    return new Selection(states);
  }

  private static List<StartState> of(
      Map<DebianRelease, List<StartState>> states, DebianRelease release) {
    return states.getOrDefault(release, List.of());
  }

  List<StartState> of(DebianRelease release) {
    return of(states, release);
  }

  /** The releases on which a state is run. */
  List<DebianRelease> releases(StartState state) {
    return Arrays.stream(DebianRelease.values())
        .filter(release -> of(release).contains(state))
        .toList();
  }

  /** The states that are run on some release, in the order of {@link StartStates#ALL}. */
  List<StartState> allStates() {
    Set<StartState> run = new HashSet<>();
    states.values().stream().flatMap(Collection::stream).forEach(run::add);
    return StartStates.ALL.stream().filter(run::contains).toList();
  }
}
