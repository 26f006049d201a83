// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.words.Warning;
import java.util.List;

/**
 * How a host is reached.
 *
 * @param warnings what was left out of its configuration; a warning that concerns several hosts has
 *     the same text for each
 */
public record Resolution(Target target, List<Warning> warnings) {
  public Resolution {
    warnings = List.copyOf(warnings);
  }
}
