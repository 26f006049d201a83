// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.hostkey.Wildcard;
import dev.hosttrust.words.Location;
import java.util.List;

/** The line that begins a section: which hosts it is about. */
sealed interface Selector {

  /**
   * Whether the section is about the host.
   *
   * @param options what is known of the host so far; notes a condition that only ssh can tell
   */
  boolean selects(HostOptions options);

  /** The part of a file before its first {@code Host} or {@code Match}. */
  record Everything() implements Selector {
    @Override
    public boolean selects(HostOptions options) {
      return true;
    }
  }

  /** {@code Host}: patterns for the name as it was given; case matters, as in OpenSSH. */
  record Host(List<String> patterns) implements Selector {
    public Host {
      patterns = List.copyOf(patterns);
    }

    @Override
    public boolean selects(HostOptions options) {
      boolean found = false;
      for (String pattern : patterns) {
        boolean negated = pattern.startsWith("!");
        if (Wildcard.match(negated ? pattern.substring(1) : pattern, options.hostToMatch())) {
          if (negated) {
            return false;
          }
          found = true;
        }
      }
      return found;
    }

    /** Whether all patterns are just names, so that they can be looked up in a map. */
    boolean isPlain() {
      return patterns.stream()
          .noneMatch(p -> p.startsWith("!") || p.contains("*") || p.contains("?"));
    }
  }

  /** {@code Match}, as far as it can be told without running a command. */
  record Match(List<Criterion> criteria, Location place) implements Selector {
    public Match {
      criteria = List.copyOf(criteria);
    }

    @Override
    public boolean selects(HostOptions options) {
      for (Criterion criterion : criteria) {
        if (criterion.isKnown() && !criterion.holds(options)) {
          return false;
        }
      }
      for (Criterion criterion : criteria) {
        if (!criterion.isKnown()) {
          options.need(new Need("Match " + criterion.name(), place, Need.Kind.SECTION));
          return false;
        }
      }
      return true;
    }
  }
}
