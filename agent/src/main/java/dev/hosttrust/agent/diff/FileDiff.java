// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.diff;

import java.util.List;

/**
 * The change to one path, as text.
 *
 * @param path what is changed
 * @param lines without line ends; free of control characters, so that a host's file cannot steer
 *     the operator's terminal
 */
public record FileDiff(String path, List<String> lines) {
  public FileDiff {
    lines = List.copyOf(lines);
  }
}
