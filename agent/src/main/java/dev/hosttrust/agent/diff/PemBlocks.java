// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Blocks of PEM in a text (RFC 7468), as one part each. */
final class PemBlocks {
  private static final String MARK = "-----BEGIN ";
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*");

  /** A certificate has 20 to 100; what goes on for longer lacks its end. */
  private static final int MOST_LINES = 1000;

  private PemBlocks() {}

  /** The same lines, with those of each whole block joined. */
  static List<String> joined(List<String> lines) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < lines.size(); ) {
      int end = end(lines, i);
      parts.add(end == i + 1 ? lines.get(i) : String.join("", lines.subList(i, end)));
      i = end;
    }
    return parts;
  }

  /** Whether a part is a whole block. */
  static boolean isBlock(String part) {
    int end = part.indexOf('\n');
    return part.startsWith(MARK) && end >= 0 && end < part.length() - 1;
  }

  /** Behind the block that begins there, or behind the one line that stands there. */
  private static int end(List<String> lines, int begin) {
    if (!lines.get(begin).startsWith(MARK)) {
      return begin + 1;
    }
    Matcher first = BEGIN.matcher(lines.get(begin));
    if (!first.matches()) {
      return begin + 1;
    }
    String last = "-----END " + first.group(1) + "-----";
    int most = Math.min(lines.size(), begin + MOST_LINES);
    for (int i = begin + 1; i < most && !lines.get(i).startsWith(MARK); i++) {
      if (lines.get(i).strip().equals(last)) {
        return i + 1;
      }
    }
    return begin + 1;
  }
}
