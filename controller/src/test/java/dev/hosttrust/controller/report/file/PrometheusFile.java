// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.report.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A textfile for Prometheus, read as strictly as {@code promtool check metrics} reads it: that
 * program is 70 MB, too much for one test.
 */
final class PrometheusFile {
  private static final Pattern META = Pattern.compile("# (HELP|TYPE) (hosttrust(?:_[a-z]+)+) (.+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-z][a-z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\"\\\\n])*)\"");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z_]+)(?:\\{(" + LABEL + "(?:," + LABEL + ")*)})? (-?[0-9]+(?:\\.[0-9]+)?)");

  private PrometheusFile() {}

  /** The values of all samples, by their names with labels. */
  static Map<String, Double> read(Path file) throws IOException {
    String text = Files.readString(file);
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("no line feed at the end");
    }
    Map<String, Double> samples = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    String current = "";
    String expected = "HELP";
    for (String line : text.split("\n")) {
      Matcher meta = META.matcher(line);
      if (meta.matches()) {
        boolean help = meta.group(1).equals("HELP");
        require(help || meta.group(1).equals(expected), line);
        require(help ? seen.add(meta.group(2)) : meta.group(2).equals(current), line);
        require(help || meta.group(3).equals("gauge"), line);
        current = meta.group(2);
        expected = help ? "TYPE" : "";
      } else {
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches() && sample.group(1).equals(current), line);
        String name = line.substring(0, line.lastIndexOf(' '));
        double value = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        require(samples.put(name, value) == null, line);
      }
    }
    return samples;
  }

  private static void require(boolean holds, String line) {
    if (!holds) {
      throw new IllegalArgumentException("out of place, twice, or malformed: " + line);
    }
  }
}
