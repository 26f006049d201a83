// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.daemon.Daemon;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Steps;
import java.util.List;
import java.util.Optional;

/**
 * Where containerd looks for a registry's files on a host, and the change of that where the
 * operator asks for it.
 */
record ContainerdConfigPath(Wanted wanted, Facts facts, ContainerdConfig config) {

  /** Whether the operator asks for a certain {@code config_path}. */
  static boolean isAsked(Wanted wanted) {
    return wanted.stores().containerdConfigPath().isPresent();
  }

  /** The directories, as they will be; none where there is an obstacle. */
  List<String> roots() {
    if (obstacle().isPresent()) {
      return List.of();
    }
    return wanted.stores().containerdConfigPath().map(List::of).orElseGet(config::roots);
  }

  /** Why no file would have an effect, and what to do. */
  Optional<String> obstacle() {
    if (!isToBeSet()) {
      return config.deadness();
    }
    if (config.criOff() || !config.oldKeys().isEmpty()) {
      return config.deadness();
    }
    try {
      changed();
      return Optional.empty();
    } catch (UnusableFileException e) {
      return Optional.of(e.getMessage());
    }
  }

  private boolean isToBeSet() {
    return isAsked(wanted) && !config.configPath().equals(asked());
  }

  private String asked() {
    return wanted.stores().containerdConfigPath().orElseThrow();
  }

  private ContainerdConfigFile changed() throws UnusableFileException {
    Optional<Content> content = facts.content(ContainerdState.FILE);
    if (content.isEmpty()) {
      return ContainerdConfigFile.create(config.isTwo() ? 3 : 2, asked());
    }
    String text = content.get().text();
    if (!Content.of(text).equals(content.get())) {
      throw new UnusableFileException(
          ContainerdState.FILE,
          "it is not in UTF-8, so that an edit would lose characters",
          "correct it there");
    }
    ContainerdConfigFile file = ContainerdConfigFile.read(text);
    if (file.configPath().equals(Optional.of(asked()))) {
      throw new UnusableFileException(
          ContainerdState.FILE,
          "it has this config_path, and containerd has '"
              + config.configPath()
              + "' from a file that it imports",
          "set config_path there");
    }
    return file.with(asked());
  }

  /** Sets it where that is asked for, behind all that will be read there. */
  void plan(Steps steps) throws UnusableFileException {
    if (isToBeSet()) {
      String directory = Path.parent(ContainerdState.FILE);
      steps.directory(directory);
      steps.takesEffect("when containerd is restarted, which stops no container");
      steps.edit(ContainerdState.FILE, Content.of(changed().text()));
      if (Stores.daemons(wanted, facts).runs(Daemon.CONTAINERD)) {
        return; // then a restart that is owed is told or planned anyway
      }
      steps.warn(
          "config_path in "
              + ContainerdState.FILE
              + " takes effect when containerd is restarted, as by 'systemctl restart containerd';"
              + " containers go on running meanwhile");
    }
  }
}
