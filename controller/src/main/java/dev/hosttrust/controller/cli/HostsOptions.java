// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.FleetFlags;
import dev.hosttrust.controller.run.TrustFlags;
import picocli.CommandLine.Mixin;

/** The options that say which hosts it is about, how they are reached, and how the run goes. */
final class HostsOptions {
  @Mixin InventoryOptions inventory = new InventoryOptions();

  @Mixin VaultOptions vault = new VaultOptions();

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Mixin BecomeOptions become = new BecomeOptions();

  @Mixin BatchOptions batches = new BatchOptions();

  @Mixin RestartOptions restart = new RestartOptions();

  @Mixin RunOptions run = new RunOptions();

  @Mixin DetailedExitOptions exit = new DetailedExitOptions();

  @Mixin WatchOptions watch = new WatchOptions();

  @Mixin ReportOptions report = new ReportOptions();

  FleetFlags flags(TrustFlags trust) {
    return new FleetFlags(
        trust,
        inventory.flags(),
        vault.flags(),
        connection.flags(),
        become.flags(),
        batches.flags(),
        restart.flags(),
        run.flags(exit.detailedExitCode),
        watch.flags(),
        report.flags());
  }
}
