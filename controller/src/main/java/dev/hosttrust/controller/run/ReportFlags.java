// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import java.util.List;

/**
 * Which files report the run besides what is printed.
 *
 * @param files {@code --report}, as it was given
 */
public record ReportFlags(List<String> files) {
  public ReportFlags {
    files = List.copyOf(files);
  }
}
