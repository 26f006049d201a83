// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A path of a host without {@code .}, {@code ..} and empty parts, by its letters alone, as
 * containerd cleans it before it looks ({@code filepath.Join} of Go). The controller's own paths
 * ({@link java.nio.file.Path}) will not do: in the locale C they take ASCII only.
 */
final class CleanPath {
  private CleanPath() {}

  static String of(String path) {
    boolean absolute = path.startsWith("/");
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (!part.equals("..")) {
        if (!part.isEmpty() && !part.equals(".")) {
          parts.addLast(part);
        }
      } else if (!parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!absolute) {
        parts.addLast(part);
      }
    }
    return (absolute ? "/" : "") + String.join("/", parts);
  }
}
