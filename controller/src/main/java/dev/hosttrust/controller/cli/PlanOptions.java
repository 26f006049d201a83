// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What was reviewed, and is to be done. */
final class PlanOptions {
  @Once
  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "Do what 'hosttrust diff --out FILE' showed, and nothing else: a host that has changed since"
              + " is left alone, and fails. What to trust, and the inventory, come from the file.")
  @Nullable String plan;
}
