// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust;

import dev.hosttrust.words.Warning;
import java.util.List;

/**
 * A trust spec that passed every check.
 *
 * @param spec the wanted state
 * @param warnings in the order of the input; may be empty
 */
public record CheckedSpec(TrustSpec spec, List<Warning> warnings) {
  public CheckedSpec {
    warnings = List.copyOf(warnings);
  }
}
