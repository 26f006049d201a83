// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.manual.CommandPage;
import dev.hosttrust.controller.manual.CommandPage.Entry;
import dev.hosttrust.controller.manual.CommandPage.Note;
import dev.hosttrust.controller.manual.CommandPage.Topic;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The pages of the commands, from their annotations. */
final class CommandPages {
  private CommandPages() {}

  static CommandPage of(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    UsageMessageSpec usage = spec.usageMessage();
    List<Topic> topics = new ArrayList<>(CommandTopics.of(command));
    topics.addAll(topics(spec));
    return new CommandPage(
        spec.qualifiedName(),
        synopses(spec),
        Arrays.stream(usage.description()).filter(text -> !text.isEmpty()).toList(),
        topics,
        usage.exitCodeList().entrySet().stream()
            .map(code -> Entry.of(code.getKey(), code.getValue()))
            .toList(),
        spec.parent() == null ? ProgramBackground.TOPICS : List.of(),
        note(usage));
  }

  private static List<String> synopses(CommandSpec spec) {
    String[] own = spec.usageMessage().customSynopsis();
    return own.length == 0 ? List.of(spec.qualifiedName() + " [OPTION]...") : List.of(own);
  }

  private static List<Topic> topics(CommandSpec spec) {
    Map<String, List<Entry>> entries = new LinkedHashMap<>();
    spec.positionalParameters().stream()
        .filter(argument -> !argument.hidden())
        .map(argument -> Entry.of(argument.paramLabel(), text(argument)))
        .forEach(entry -> entries.computeIfAbsent("Arguments", _ -> new ArrayList<>()).add(entry));
    OptionTopics.inOrder().forEach(topic -> entries.put(topic, new ArrayList<>()));
    spec.options().stream()
        .filter(option -> !option.hidden())
        .forEach(
            option ->
                entries
                    .computeIfAbsent(OptionTopics.of(option), _ -> new ArrayList<>())
                    .add(entry(option)));
    return entries.entrySet().stream()
        .filter(topic -> !topic.getValue().isEmpty())
        .map(topic -> new Topic(topic.getKey(), topic.getValue()))
        .toList();
  }

  private static Entry entry(OptionSpec option) {
    boolean common =
        option.userObject() instanceof Field field && field.isAnnotationPresent(Common.class);
    return new Entry(List.of(option.names()), value(option), text(option), common);
  }

  private static String value(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    String label = option.paramLabel();
    if (option.arity().min() == 0) {
      return "[" + label + "]";
    }
    return option.splitRegex().isEmpty() ? label : label + "[,...]";
  }

  /** Picocli takes descriptions as formats; of these, only a doubled {@code %} is in use. */
  static String text(ArgSpec arg) {
    return Stream.of(arg.description()).collect(Collectors.joining(" ")).replace("%%", "%");
  }

  private static List<Note> note(UsageMessageSpec usage) {
    if (usage.footer().length == 0) {
      return List.of();
    }
    return List.of(new Note(usage.footerHeading(), List.of(usage.footer())));
  }
}
