// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.FleetFlags;
import picocli.CommandLine.Mixin;

/**
 * The options that say which hosts shall trust what, how they are reached, and how the run goes.
 */
final class FleetOptions {
  @Mixin SpecOptions spec = new SpecOptions();

  @Mixin HostsOptions hosts = new HostsOptions();

  FleetFlags flags() {
    return hosts.flags(spec.flags());
  }
}
