// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact.Other;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.Registry;
import java.util.List;
import java.util.Set;

/**
 * A {@code hosts.toml} beside a registry's {@code ca.crt} in Docker's directory. It means nothing
 * to Docker with its own image store; with that of containerd, nothing else is read in the
 * directory.
 *
 * @param directory the one that Docker with the image store of containerd reads
 */
record DockerHostsToml(Registry registry, String directory, Facts facts) {

  static String path(String directory) {
    return directory + "/" + HostsToml.NAME;
  }

  /** Whether there is one that can be written to. */
  boolean isFile() {
    return facts.at(path(directory)) instanceof RegularFile;
  }

  /**
   * Names the CA in it, or says why not. An empty one is as good as none.
   *
   * @param ca its path without links, as containerd's store names it as well
   * @param going files that it must not name any longer
   */
  void plan(String ca, Set<String> going, Steps steps) {
    String path = path(directory);
    try {
      if (!(facts.at(path) instanceof RegularFile file)) {
        if (facts.at(path) instanceof Other other) {
          throw new UnusableFileException(PathChecks.noFile(path, other));
        }
        if (facts.exists(path)) {
          throw new UnusableFileException(path, "it is no regular file", "name " + ca + " in it");
        }
      } else if (!file.content().latin1().isEmpty()) {
        steps.edit(path, Content.of(trusting(file.content(), ca, going)));
      }
    } catch (UnusableFileException e) {
      steps.warn(
          "Docker 28 and later reads nothing but this for %s where it keeps images in containerd's store: %s"
              .formatted(registry, e.getMessage()));
    }
  }

  /** Names files no longer that are about to go. */
  void remove(Set<String> going, Steps steps) {
    String path = path(directory);
    if (!going.isEmpty()
        && facts.at(path) instanceof RegularFile file
        && !file.content().latin1().isEmpty()) {
      try {
        HostsToml cut = new HostsTomlCut(read(file.content()), registry, going).result();
        steps.edit(path, Content.of(cut.text()));
      } catch (UnusableFileException e) {
        steps.warn(
            "%s may still name %s: %s".formatted(path, String.join(", ", going), e.getMessage()));
      }
    }
  }

  /** The files of CAs that it names; none where Docker would not read it. */
  List<String> named() {
    try {
      return facts.at(path(directory)) instanceof RegularFile file
          ? read(file.content()).caFiles()
          : List.of();
    } catch (UnusableFileException e) {
      return List.of();
    }
  }

  private String trusting(Content content, String ca, Set<String> going)
      throws UnusableFileException {
    HostsToml trusting = read(content).trusting(registry, ca);
    return new HostsTomlCut(trusting, registry, going).result().text();
  }

  private HostsToml read(Content content) throws UnusableFileException {
    String text = content.text();
    if (!Content.of(text).equals(content)) {
      throw new UnusableFileException(path(directory), "it is not in UTF-8", "mend it");
    }
    return HostsToml.read(directory, text, facts);
  }
}
