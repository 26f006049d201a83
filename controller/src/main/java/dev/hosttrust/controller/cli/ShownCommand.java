// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.journal.Invocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command line as others may see it. Only {@code -e} can hold passwords: of its variables those
 * stay that are known to be none, and of the others the names, where the value is of that form.
 */
final class ShownCommand {
  private static final String EXTRA_VARS = "--extra-vars";
  private static final Pattern ASSIGNMENTS =
      Pattern.compile("\\s*(\\w+=[^\\s'\"\\\\{}]+)(\\s+\\w+=[^\\s'\"\\\\{}]+)*\\s*");

  /** What says where a host is, who logs in, and what it shall trust. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "hosttrust_\\w+|ansible_(ssh_)?(host|port|user)|ansible_connection"
              + "|ansible_become(_user|_method)?|ansible(_ssh)?_private_key_file");

  private ShownCommand() {}

  /** The words, from the command's name on: each option that was given, in its longest form. */
  static List<String> of(ParseResult parsed) {
    List<String> words = new ArrayList<>();
    words.add(parsed.commandSpec().name());
    // An option that was given twice is there twice, each time with all its values.
    for (OptionSpec option : parsed.matchedOptions().stream().distinct().toList()) {
      String name = option.longestName();
      if (option.arity().max() == 0) {
        words.add(name);
      } else {
        for (String value : option.originalStringValues()) {
          words.add(name);
          words.add(name.equals(EXTRA_VARS) ? withoutSecrets(value) : value);
        }
      }
    }
    return words.stream().toList();
  }

  private static String withoutSecrets(String variables) {
    if (variables.startsWith("@")) {
      return variables;
    }
    if (!ASSIGNMENTS.matcher(variables).matches()) {
      return Invocation.HIDDEN;
    }
    return Arrays.stream(variables.strip().split("\\s+"))
        .map(ShownCommand::assignment)
        .collect(Collectors.joining(" "));
  }

  private static String assignment(String text) {
    String name = text.substring(0, text.indexOf('='));
    return HARMLESS.matcher(name).matches() ? text : name + "=" + Invocation.HIDDEN;
  }
}
