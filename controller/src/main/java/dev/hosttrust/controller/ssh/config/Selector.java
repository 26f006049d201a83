// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.hostkey.Wildcard;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;
import java.util.List;

/** The line that begins a section: which hosts it is about. */
sealed interface Selector {

  /**
   * Whether the section is about the host.
   *
   * @param options what is known of the host so far
   * @param findings takes a warning if that cannot be told
   */
  boolean selects(HostOptions options, Findings findings);

  /** The part of a file before its first {@code Host} or {@code Match}. */
  record Everything() implements Selector {
    @Override
    public boolean selects(HostOptions options, Findings findings) {
      return true;
    }
  }

  /** {@code Host}: patterns for the name as it was given; case matters, as in OpenSSH. */
  record Host(List<String> patterns) implements Selector {
    public Host {
      patterns = List.copyOf(patterns);
    }

    @Override
    public boolean selects(HostOptions options, Findings findings) {
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
    public boolean selects(HostOptions options, Findings findings) {
      for (Criterion criterion : criteria) {
        if (criterion.isKnown() && !criterion.holds(options)) {
          return false;
        }
      }
      for (Criterion criterion : criteria) {
        if (!criterion.isKnown()) {
          findings.warning(
              place,
              "Match %s is not supported, the section is left out".formatted(criterion.name()));
          return false;
        }
      }
      return true;
    }
  }
}
