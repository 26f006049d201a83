// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import dev.hosttrust.words.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A trust spec that passed every check.
 *
 * @param spec the wanted state
 * @param successions where two CAs of the spec have one name, because one follows the other
 * @param warnings in the order of the input; may be empty
 */
public record CheckedSpec(TrustSpec spec, List<Succession> successions, List<Warning> warnings) {
  public CheckedSpec {
    successions = List.copyOf(successions);
    warnings = List.copyOf(warnings);
  }

  /**
   * What hosts shall trust once the successions are over: the CAs that were followed are absent.
   * The others keep their names, so that none of them is written to a file that an old one has.
   */
  public TrustSpec succeeded() {
    List<Anchor> anchors = new ArrayList<>(spec.anchors());
    List<AbsentAnchor> absent = new ArrayList<>(spec.absent());
    for (Succession succession : successions) {
      anchors.removeAll(succession.previous());
      succession.previous().stream()
          .map(
              gone ->
                  new AbsentAnchor(
                      succession.name(), Optional.of(gone.certificate()), gone.registries()))
          .forEach(absent::add);
    }
    return new TrustSpec(anchors, absent);
  }
}
