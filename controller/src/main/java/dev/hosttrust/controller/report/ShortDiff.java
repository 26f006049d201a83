// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.List;

/** A diff for people who read: without what its other lines say already. */
final class ShortDiff {
  private ShortDiff() {}

  /**
   * The same with certificates named, and new files without the header of a unified diff: a line
   * above says that the file is new, and its path.
   */
  static List<String> of(List<String> lines) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (isHeaderOfNewFile(lines, i)) {
        i += 2;
      } else {
        kept.add(lines.get(i));
      }
    }
    return PemLines.named(kept);
  }

  private static boolean isHeaderOfNewFile(List<String> lines, int at) {
    return at + 2 < lines.size()
        && lines.get(at).equals("--- /dev/null")
        && lines.get(at + 1).startsWith("+++ ")
        && lines.get(at + 2).startsWith("@@ -0,0 ");
  }
}
