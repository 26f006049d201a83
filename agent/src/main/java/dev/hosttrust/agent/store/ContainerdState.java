// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.facts.PathFact.Link;
import dev.hosttrust.agent.facts.PathFact.LinkToFile;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Question.CommandOutput;
import dev.hosttrust.agent.facts.Question.Output;
import dev.hosttrust.agent.toml.TomlException;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What there is of containerd on a host. */
sealed interface ContainerdState {
  /** Containerd's main configuration file (containerd-config.toml(5)). */
  String FILE = "/etc/containerd/config.toml";

  /** The configuration as containerd sees it, with all that the main file imports. */
  Output DUMP = new Output(List.of("containerd", "config", "dump"));

  /** None. */
  record Missing() implements ContainerdState {}

  /** Its configuration cannot be read. */
  record Unreadable(String why) implements ContainerdState {}

  /** It is there. */
  record Found(ContainerdConfig config) implements ContainerdState {}

  /** The running system is asked for its configuration; of another tree, the file is read. */
  static ContainerdState of(TreeRoot root, Facts facts) {
    return root.isSystem() ? ofDump(facts) : ofFile(facts);
  }

  private static ContainerdState ofDump(Facts facts) {
    Optional<CommandOutput> output = facts.of(DUMP);
    if (output.isEmpty()) {
      return new Missing();
    }
    String text = output.get().text();
    if (output.get().status() == 0) {
      return parsed(
          withoutLog(text),
          "what `containerd config dump` prints",
          "correct " + FILE + ", or a file that it imports");
    }
    // Up to 1.7 the command needs the file, and the daemon does not.
    return facts.at(FILE) instanceof Absent
        ? new Found(ContainerdConfig.ofOldDefaults())
        : new Unreadable(
            "`containerd config dump` failed: %s; mend %s"
                .formatted(text.strip().lines().reduce((a, b) -> b).orElse("no message"), FILE));
  }

  private static ContainerdState ofFile(Facts facts) {
    return switch (facts.at(FILE)) {
      case RegularFile file -> parsed(file.content().text(), FILE, "correct it there");
      case LinkToFile link -> parsed(link.content().text(), FILE, "correct it there");
      case Link link -> new Unreadable(leadsNowhere(link));
      default ->
          PathChecks.file(FILE, facts)
              .<ContainerdState>map(Unreadable::new)
              .orElseGet(Missing::new);
    };
  }

  private static String leadsNowhere(Link link) {
    return "%s is a symbolic link to %s, where there is no file that hosttrust can read; put a regular file in its place"
        .formatted(FILE, link.target());
  }

  private static ContainerdState parsed(String text, String of, String remedy) {
    try {
      return new Found(ContainerdConfig.parse(text));
    } catch (TomlException e) {
      return new Unreadable("%s is no TOML, %s; %s".formatted(of, e.getMessage(), remedy));
    }
  }

  /** Lines of its log, such as that a plugin does not know a key, come before the dump. */
  private static String withoutLog(String text) {
    return text.lines().filter(line -> !line.startsWith("time=")).collect(Collectors.joining("\n"));
  }
}
