// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.words.Warning;
import java.util.List;

/**
 * How a host is reached.
 *
 * @param target where it has a command line of ssh, that is the way
 * @param warnings what was left out of its configuration; a warning that concerns several hosts has
 *     the same text for each
 * @param reasons why only ssh can reach it as its configuration says, each with its place
 * @param unsure whether only ssh can tell who is reached, and as whom: the target is then what we
 *     read, without the sections that ssh may take
 */
public record Resolution(
    Target target, List<Warning> warnings, List<String> reasons, boolean unsure) {
  public Resolution {
    warnings = List.copyOf(warnings);
    reasons = List.copyOf(reasons);
  }
}
