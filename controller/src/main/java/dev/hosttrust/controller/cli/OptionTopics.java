// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The topics by which a command's help lists its options.
 *
 * <p>Picocli has groups of options for that, but a group begins anew where one of its options is
 * given a second time, and forgets the options of the group that came before.
 */
final class OptionTopics {
  private static final String OTHER = "Options";
  private static final String RUN = "The run";
  private static final String HELP = "Help and errors";

  /** The classes that declare options, in the order of the help. */
  private static final Map<Class<?>, String> TOPICS = topics();

  private OptionTopics() {}

  private static Map<Class<?>, String> topics() {
    Map<Class<?>, String> topics = new LinkedHashMap<>();
    topics.put(SpecOptions.class, "What to trust");
    topics.put(AbsentOptions.class, "What to take away");
    topics.put(RotationOptions.class, "The rotation");
    topics.put(InventoryOptions.class, "Which hosts");
    topics.put(VaultOptions.class, "Vault");
    topics.put(ConnectionOptions.class, "Logging in");
    topics.put(BecomeOptions.class, "Becoming root");
    topics.put(BatchOptions.class, "Batches and limits");
    topics.put(ResumeOptions.class, "Going on");
    topics.put(PlanOptions.class, "Going on");
    topics.put(RestartOptions.class, "Restarts");
    topics.put(ModeOptions.class, RUN);
    topics.put(DiffCommand.class, RUN);
    topics.put(ListCommand.class, RUN);
    topics.put(RunOptions.class, RUN);
    topics.put(DetailedExitOptions.class, RUN);
    topics.put(WatchOptions.class, RUN);
    topics.put(ReportOptions.class, RUN);
    return topics;
  }

  /** All of them, in the order of the help. */
  static Stream<String> inOrder() {
    return Stream.concat(TOPICS.values().stream().distinct(), Stream.of(OTHER, HELP));
  }

  private static String topic(Class<?> declaring) {
    return declaring == HosttrustCommand.class ? HELP : TOPICS.getOrDefault(declaring, OTHER);
  }

  static String of(OptionSpec option) {
    return option.userObject() instanceof Field field ? topic(field.getDeclaringClass()) : OTHER;
  }
}
