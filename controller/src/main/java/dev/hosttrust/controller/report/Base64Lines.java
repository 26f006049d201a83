// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a diff without the base64 of certificates, which tells nobody anything. */
final class Base64Lines {
  /** A sign, and as much base64 as the lines of a PEM file have. */
  private static final Pattern FULL = Pattern.compile("[ +-][A-Za-z0-9+/]{40,}={0,2}");

  private static final Pattern LAST = Pattern.compile("[ +-][A-Za-z0-9+/]{1,76}={0,2}");

  private Base64Lines() {}

  /** The same with a line in place of several that follow each other. */
  static List<String> counted(List<String> lines) {
    List<String> result = new ArrayList<>();
    for (int i = 0; i < lines.size(); ) {
      int end = end(lines, i);
      if (end - i > 1) {
        result.add(lines.get(i).charAt(0) + "[" + (end - i) + " lines of base64]");
      } else {
        result.addAll(lines.subList(i, Math.max(end, i + 1)));
      }
      i = Math.max(end, i + 1);
    }
    return result;
  }

  /** The end of the lines of base64 with one sign that begin there; the last may be a short one. */
  private static int end(List<String> lines, int begin) {
    int end = begin;
    while (end < lines.size() && isSame(lines, begin, end, FULL)) {
      end++;
    }
    boolean last = end > begin && end < lines.size() && isSame(lines, begin, end, LAST);
    return last ? end + 1 : end;
  }

  private static boolean isSame(List<String> lines, int begin, int at, Pattern pattern) {
    String line = lines.get(at);
    return pattern.matcher(line).matches() && line.charAt(0) == lines.get(begin).charAt(0);
  }
}
