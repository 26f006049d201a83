// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import dev.hosttrust.words.Findings;
import java.util.Optional;

/** Reads what users write in a trust spec; what is wrong becomes a problem. */
final class Given {
  static final String NAME_RULE =
      "use letters, digits, '.', '_' and '-', with a letter, a digit or '_' first, at most "
          + AnchorName.MAX_LENGTH
          + " characters";
  private static final String REGISTRY_RULE = "write host or host:port, such as r.example.com:5000";

  private Given() {}

  static Optional<AnchorName> name(UserText name, Findings findings) {
    Optional<String> flaw = AnchorName.flaw(name.value());
    flaw.ifPresent(
        f -> findings.problem(name.where(), "the name '" + name.value() + "' " + f, NAME_RULE));
    return flaw.isPresent() ? Optional.empty() : Optional.of(new AnchorName(name.value()));
  }

  static Optional<Registry> registry(UserText given, Findings findings) {
    try {
      return Optional.of(Registry.parse(given.value()));
    } catch (IllegalArgumentException e) {
      findings.problem(
          given.where(), "the registry '" + given.value() + "' " + e.getMessage(), REGISTRY_RULE);
      return Optional.empty();
    }
  }
}
