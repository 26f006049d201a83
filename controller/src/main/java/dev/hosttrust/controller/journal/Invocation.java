// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A command that was given for a rollout.
 *
 * @param begun when
 * @param version of this program
 * @param command its words, from the command's name on, without secrets
 * @param directory in which it was given
 */
public record Invocation(Instant begun, String version, List<String> command, String directory) {
  /** What stands in a command in place of a value that may be a secret. */
  public static final String HIDDEN = "***";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  public Invocation {
    command = List.copyOf(command);
  }

  /** The values in the command that are not known whole, each as it stands there. */
  List<String> hidden() {
    return command.stream().filter(word -> word.contains(HIDDEN)).toList();
  }

  /** The command without the options that have such a value. */
  List<String> commandWithoutHidden() {
    return IntStream.range(0, command.size())
        .filter(i -> !isHidden(i) && !isHidden(i + 1))
        .mapToObj(command::get)
        .toList();
  }

  private boolean isHidden(int word) {
    return word < command.size() && command.get(word).contains(HIDDEN);
  }

  /** The words as a shell takes them. */
  public static String quoted(List<String> words) {
    return words.stream()
        .map(word -> PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
