// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import java.util.List;

/**
 * Which reports are merged, and into what.
 *
 * @param parts names of JSON reports, as they were given
 * @param reports {@code --report}: what is written
 * @param detailedExitCode whether pending changes have an exit code of their own
 */
public record MergeFlags(List<String> parts, ReportFlags reports, boolean detailedExitCode) {
  public MergeFlags {
    parts = List.copyOf(parts);
  }
}
