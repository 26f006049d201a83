// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.manual.CommandPage.Entry;
import dev.hosttrust.controller.manual.CommandPage.Topic;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The topics by which the help of the program lists its commands. */
final class CommandTopics {
  private static final String TRUST = "Commands that change what hosts trust";
  private static final String PAST = "Commands about rollouts that there were";
  private static final String LOOK = "Commands that look";
  private static final String OTHER = "Other commands";

  private static final Set<String> OF_TRUST =
      Set.of("diff", "rollout", "remove", "rotate", "continue");
  private static final Set<String> OF_PAST = Set.of("history", "show", "report");
  private static final Set<String> OF_LOOK = Set.of("inventory", "host-keys", "list");

  private CommandTopics() {}

  /** Those that a command has below it; hidden ones are left out. */
  static List<Topic> of(CommandLine command) {
    List<CommandLine> shown =
        command.getSubcommands().values().stream()
            .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
            .toList();
    return Stream.of(TRUST, LOOK, PAST, OTHER)
        .map(topic -> new Topic(topic, entries(topic, shown)))
        .filter(topic -> !topic.entries().isEmpty())
        .toList();
  }

  private static List<Entry> entries(String topic, List<CommandLine> commands) {
    return commands.stream()
        .filter(command -> topic(command.getCommandName()).equals(topic))
        .map(command -> Entry.of(command.getCommandName(), CommandPages.of(command).summary()))
        .toList();
  }

  private static String topic(String name) {
    if (OF_TRUST.contains(name)) {
      return TRUST;
    }
    if (OF_PAST.contains(name)) {
      return PAST;
    }
    return OF_LOOK.contains(name) ? LOOK : OTHER;
  }
}
