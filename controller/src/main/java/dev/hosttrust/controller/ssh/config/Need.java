// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Location;

/**
 * Something in a host's configuration that only ssh does.
 *
 * @param what as {@code KnownHostsCommand} or {@code Match exec}
 * @param kind what it comes to where a library has to do without
 */
record Need(String what, Location place, Kind kind) {
  enum Kind {
    /** One option is left out. */
    OPTION,
    /** A whole section is left out: what it says nobody but ssh knows. */
    SECTION,
    /** The name that is looked for is another one, with other sections: only ssh knows. */
    NAME,
    /** The host cannot be reached, or not safely. */
    ESSENTIAL
  }

  /** Why the host is reached by ssh. */
  String reason() {
    return "%s (%s)".formatted(what, place);
  }

  /** Whether who is reached, and as whom, may be other than what we read. */
  boolean isUnsure() {
    return kind == Kind.SECTION || kind == Kind.NAME;
  }

  /** What is lost with a library; a problem if the need is essential. */
  void lose(Findings findings) {
    if (kind == Kind.ESSENTIAL) {
      findings.problem(
          place.toString(),
          what + " is not supported by this transport",
          "use --transport auto or openssh");
    } else {
      findings.warning(
          place,
          "%s is not supported, %s is left out"
              .formatted(what, kind == Kind.SECTION ? "the section" : "it"));
    }
  }
}
