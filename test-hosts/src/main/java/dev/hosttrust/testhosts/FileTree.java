// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads file trees of a host with find(1) and sha256sum(1); names may hold anything but NUL. */
final class FileTree {
  private static final int FIELDS = 6;

  private FileTree() {}

  /** The entries at and under the paths, by path; a path that does not exist has none. */
  static List<FileEntry> read(TestHost host, List<String> paths) {
    String quoted = String.join(" ", paths.stream().map(FileTree::quote).toList());
    // find exits 1 for a path that does not exist, which is an answer here and not a fault. One
    // command for both lists, because each costs the engine more than the host.
    String out =
        host.run(
            """
            find %1$s -type f -print0 2>/dev/null | xargs -0r sha256sum -z &&
            printf '\\0' &&
            { find %1$s -printf '%%p\\0%%y\\0%%m\\0%%U\\0%%G\\0%%l\\0' 2>/dev/null || true; }
            """
                .formatted(quoted));
    // Only the first list has no empty record: the one that ends it.
    int end = out.startsWith("\0") ? 0 : out.indexOf("\0\0") + 1;
    return parse(records(out.substring(end + 1)), byPath(records(out.substring(0, end))));
  }

  private static String[] records(String out) {
    return out.isEmpty() ? new String[0] : out.split("\0", -1);
  }

  /** A line of sha256sum is the digest, a blank, a mode character, and the path. */
  private static Map<String, String> byPath(String[] digests) {
    Map<String, String> byPath = new HashMap<>();
    for (String line : digests) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        byPath.put(line.substring(blank + 2), line.substring(0, blank));
      }
    }
    return byPath;
  }

  private static List<FileEntry> parse(String[] fields, Map<String, String> digests) {
    List<FileEntry> entries = new ArrayList<>();
    for (int i = 0; i + FIELDS <= fields.length; i += FIELDS) {
      String path = fields[i];
      char type = fields[i + 1].charAt(0);
      entries.add(
          new FileEntry(
              path,
              type,
              fields[i + 2],
              Integer.parseInt(fields[i + 3]),
              Integer.parseInt(fields[i + 4]),
              type == 'l' ? Optional.of(fields[i + 5]) : Optional.empty(),
              Optional.ofNullable(digests.get(path))));
    }
    return entries.stream().sorted().toList();
  }

  private static String quote(String path) {
    return "'" + path.replace("'", "'\\''") + "'";
  }
}
