// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.TreeFact;
import dev.hosttrust.agent.facts.TreeFact.HeldFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads what the agent tells of a tree; see {@code tree} in {@code agent.sh}. */
final class TreeReader {
  /** Files and links; a host that has more is not what it says it is. */
  private static final int MOST = 20_000;

  private static final int MOST_TROUBLES = 20;

  private final List<HeldFile> files = new ArrayList<>();
  private final List<String> dangling = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private final List<Content> certificates = new ArrayList<>();
  private final List<String> text = new ArrayList<>();
  private String path = "";
  private int mode;
  private boolean readable;
  private long tooBig;
  private boolean hasKey;
  private boolean isDer;

  private TreeReader() {}

  /**
   * @throws IllegalArgumentException if it is not what the agent sends
   */
  static TreeFact read(Content answer) {
    // Only a line feed ends a line: names of files may hold a carriage return.
    List<String> lines = List.of(answer.text().split("\n"));
    if (!lines.getLast().equals("end")) {
      throw new IllegalArgumentException("a tree that is cut off");
    }
    TreeReader reader = new TreeReader();
    lines.subList(0, lines.size() - 1).forEach(reader::take);
    reader.endFile();
    reader.files.sort(Comparator.comparing(HeldFile::path));
    return new TreeFact(reader.files, reader.dangling, reader.troubles);
  }

  private void take(String line) {
    int blank = line.indexOf(' ');
    String value = blank < 0 ? "" : line.substring(blank + 1);
    switch (blank < 0 ? line : line.substring(0, blank)) {
      case "file" -> {
        endFile();
        int second = value.indexOf(' ');
        mode = Integer.parseInt(value.substring(0, second), 8);
        path = value.substring(second + 1);
        readable = true;
      }
      case "certificate" -> certificate(value);
      case "text" -> text.add(value);
      case "key" -> hasKey = true;
      case "der" -> isDer = true;
      case "unreadable" -> readable = false;
      case "big" -> {
        tooBig = Long.parseLong(value);
        readable = false;
      }
      case "dangling" -> bounded(dangling).add(value);
      case "trouble" -> {
        if (troubles.size() < MOST_TROUBLES) {
          troubles.add(Excerpt.of(value));
        }
      }
      default -> throw new IllegalArgumentException("a line in a tree: " + Excerpt.of(line));
    }
  }

  /** What is no base64 is no certificate. */
  private void certificate(String base64) {
    try {
      certificates.add(Content.ofBase64(base64.getBytes(StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return;
    }
  }

  private void endFile() {
    if (!path.isEmpty()) {
      bounded(files)
          .add(new HeldFile(path, mode, readable, tooBig, certificates, hasKey, isDer, text));
    }
    certificates.clear();
    text.clear();
    path = "";
    hasKey = false;
    isDer = false;
    tooBig = 0;
  }

  private static <T> List<T> bounded(List<T> list) {
    if (list.size() >= MOST) {
      throw new IllegalArgumentException("more than %,d of a kind".formatted(MOST));
    }
    return list;
  }
}
