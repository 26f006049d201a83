// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a command's help, by topic.
 *
 * <p>Picocli has groups of options for that, but a group begins anew where one of its options is
 * given a second time, and forgets the options of the group that came before.
 */
final class OptionTopics {
  private static final String OTHER = "Options";
  private static final String RESUMING = "Going on, and what was reviewed";

  /** The classes that declare options, in the order of the help. */
  private static final Map<Class<?>, String> TOPICS = topics();

  private OptionTopics() {}

  private static Map<Class<?>, String> topics() {
    Map<Class<?>, String> topics = new LinkedHashMap<>();
    topics.put(SpecOptions.class, "What to trust");
    topics.put(AbsentOptions.class, "What to take away");
    topics.put(InventoryOptions.class, "Which hosts");
    topics.put(VaultOptions.class, "Vault");
    topics.put(ConnectionOptions.class, "Logging in");
    topics.put(BecomeOptions.class, "Becoming root");
    topics.put(BatchOptions.class, "Batches and limits");
    topics.put(ResumeOptions.class, RESUMING);
    topics.put(PlanOptions.class, RESUMING);
    topics.put(RestartOptions.class, "Restarts");
    topics.put(RunOptions.class, "The run and its output");
    topics.put(DetailedExitOptions.class, "The run and its output");
    topics.put(WatchOptions.class, "The run and its output");
    topics.put(ReportOptions.class, "Reports");
    return topics;
  }

  /** Has the help of a command, and of its subcommands, list options by topic. */
  static void show(CommandLine commandLine) {
    Map<String, IHelpSectionRenderer> sections =
        new LinkedHashMap<>(commandLine.getHelpSectionMap());
    sections.put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
    sections.put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionTopics::list);
    commandLine.setHelpSectionMap(sections);
  }

  private static String list(Help help) {
    Map<String, List<OptionSpec>> options =
        help.commandSpec().options().stream()
            .filter(option -> !option.hidden())
            .collect(Collectors.groupingBy(OptionTopics::topic));
    StringBuilder text = new StringBuilder();
    append(OTHER, options, help, text);
    TOPICS.values().stream().distinct().forEach(topic -> append(topic, options, help, text));
    return text.toString();
  }

  private static String topic(OptionSpec option) {
    return option.userObject() instanceof Field field
        ? TOPICS.getOrDefault(field.getDeclaringClass(), OTHER)
        : OTHER;
  }

  private static void append(
      String topic, Map<String, List<OptionSpec>> options, Help help, StringBuilder text) {
    List<OptionSpec> ofTopic = options.getOrDefault(topic, List.of());
    if (!ofTopic.isEmpty()) {
      Help.Layout layout = help.createDefaultLayout();
      layout.addOptions(ofTopic, help.parameterLabelRenderer());
      text.append("%n%s:%n%s".formatted(topic, layout));
    }
  }
}
