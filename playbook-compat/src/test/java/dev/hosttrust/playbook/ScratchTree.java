// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tree of a host in a directory, which an ordinary user can change with the real tools. */
record ScratchTree(Path root) {

  static ScratchTree create(Path root) throws IOException {
    for (String directory :
        List.of(
            "etc/ssl/certs",
            "usr/share/ca-certificates",
            "usr/local/share/ca-certificates",
            "etc/ca-certificates/update.d")) {
      Files.createDirectories(root.resolve(directory));
    }
    Files.writeString(root.resolve("etc/ca-certificates.conf"), "# selected by the operator\n");
    Files.writeString(root.resolve("etc/ssl/certs/ca-certificates.crt"), "");
    return new ScratchTree(root);
  }

  /** Every path in it, with the content of files. */
  SortedMap<String, String> content() throws IOException {
    SortedMap<String, String> content = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String what = Files.isRegularFile(path) ? Files.readString(path) : "";
        content.put(root.relativize(path).toString(), what);
      }
    }
    return content;
  }
}
