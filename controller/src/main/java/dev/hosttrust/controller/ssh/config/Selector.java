// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.hostkey.Wildcard;
import java.util.List;
import java.util.function.Consumer;

/** The line that begins a section: which hosts it is about. */
sealed interface Selector {

  /**
   * Whether the section is about the host.
   *
   * @param options what is known of the host so far
   */
  boolean selects(HostOptions options, Consumer<String> warnings);

  /** The part of a file before its first {@code Host} or {@code Match}. */
  record Everything() implements Selector {
    @Override
    public boolean selects(HostOptions options, Consumer<String> warnings) {
      return true;
    }
  }

  /** {@code Host}: patterns for the name as it was given; case matters, as in OpenSSH. */
  record Host(List<String> patterns) implements Selector {
    public Host {
      patterns = List.copyOf(patterns);
    }

    @Override
    public boolean selects(HostOptions options, Consumer<String> warnings) {
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
  record Match(List<Criterion> criteria, Place place) implements Selector {
    public Match {
      criteria = List.copyOf(criteria);
    }

    @Override
    public boolean selects(HostOptions options, Consumer<String> warnings) {
      for (Criterion criterion : criteria) {
        if (criterion.isKnown() && !criterion.holds(options)) {
          return false;
        }
      }
      for (Criterion criterion : criteria) {
        if (!criterion.isKnown()) {
          warnings.accept(
              "%s: Match %s is not supported, the section is left out"
                  .formatted(place, criterion.name()));
          return false;
        }
      }
      return true;
    }
  }
}
