// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Steps;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What goes of one registry below containerd's {@code config_path}: first what names the CA file in
 * {@code hosts.toml}, because a pull fails where a file is named that is not there; then the file,
 * and the directory if nothing else is in it. A {@code hosts.toml} that is as it was made goes as a
 * whole.
 *
 * @param going other files that go and that {@code hosts.toml} must not name any longer
 */
record ContainerdRemoval(
    HostDirectories directories, RegistryRemoval removal, Set<String> going, Facts facts) {
  private static final String CA = "/ca.crt";

  /** What the host is asked. */
  List<Question<?>> questions() {
    List<Question<?>> questions = new ArrayList<>();
    for (String directory : directories.candidates()) {
      if (HostDirectories.isDefault(directory)) {
        questions.add(Path.look(directory));
        questions.add(Path.look(hosts(directory)));
      } else {
        questions.add(Path.directory(directory));
        questions.add(Path.file(directory + CA));
        questions.add(Path.file(hosts(directory)));
        questions.add(new Names(directory, ""));
      }
    }
    return questions;
  }

  private static String hosts(String directory) {
    return directory + "/" + HostsToml.NAME;
  }

  /** Those of this registry alone; {@code _default} is everybody's. */
  private List<String> own() {
    return directories.candidates().stream().filter(d -> !HostDirectories.isDefault(d)).toList();
  }

  /** Why the host must be left alone. */
  Optional<String> obstacle() {
    try {
      for (String directory : own()) {
        cut(directory);
      }
      return Optional.empty();
    } catch (UnusableFileException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Where there is no obstacle. */
  void plan(Steps steps) throws UnusableFileException {
    steps.takesEffect("at the next pull; nothing needs a restart");
    for (String directory : own()) {
      String ca = directory + CA;
      List<String> files = new ArrayList<>();
      if (removal.goes(ca) && isAsMade(directory)) {
        files.add(hosts(directory));
      } else {
        cut(directory).ifPresent(cut -> steps.edit(hosts(directory), Content.of(cut.text())));
      }
      if (removal.goes(ca)) {
        files.add(ca);
        steps.removeWithDirectory(directory, files);
      }
      removal.keepRest(ca, steps);
    }
  }

  /** The {@code hosts.toml} without the files that go; empty where there is none. */
  private Optional<HostsToml> cut(String directory) throws UnusableFileException {
    HostsTomls files = new HostsTomls(facts);
    Set<String> gone = new LinkedHashSet<>(going);
    if (removal.goes(directory + CA)) {
      gone.add(ca(directory));
    }
    return files.isPlain(directory) || gone.isEmpty()
        ? Optional.empty()
        : Optional.of(new HostsTomlCut(files.file(directory), removal.registry(), gone).result());
  }

  /** As {@code hosts.toml} names it. */
  private String ca(String directory) {
    return facts.real(directory) + CA;
  }

  private boolean isAsMade(String directory) throws UnusableFileException {
    HostsTomls files = new HostsTomls(facts);
    if (files.isPlain(directory)) {
      return false;
    }
    Optional<String> fallback =
        directories.candidates().stream()
            .filter(HostDirectories::isDefault)
            .filter(d -> !files.isPlain(d))
            .findFirst();
    HostsToml made =
        fallback.isPresent()
            ? ContainerdRegistry.repeated(
                files.file(fallback.get()), directory, removal.registry(), ca(directory))
            : HostsToml.create(directory, removal.registry(), ca(directory));
    return files.file(directory).text().equals(made.text());
  }

  /** The CA files that keep the trust because they cannot be cut. */
  List<LeftTrust.Kept> kept() {
    return removal.kept(own().stream().map(directory -> directory + CA).toList());
  }

  /** That the CA files do not have the certificates. */
  List<Proof> proofs(String store) {
    if (removal.left().isIn(directories.others(facts, facts::exists))) {
      return List.of();
    }
    return own().stream().flatMap(d -> removal.proofs(store, d + CA).stream()).toList();
  }
}
