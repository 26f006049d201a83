// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command that was given for a rollout.
 *
 * @param begun when
 * @param version of this program
 * @param command its words, from the command's name on, without secrets
 * @param directory in which it was given
 */
public record Invocation(Instant begun, String version, List<String> command, String directory) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  public Invocation {
    command = List.copyOf(command);
  }

  /** The words as a shell takes them. */
  public static String quoted(List<String> words) {
    return words.stream()
        .map(word -> PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
