// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.trust.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The directories that containerd may look into for a registry. The first one that exists is the
 * only one that it reads, be it empty (containerd, {@code HostDirFromRoot} and {@code hostPaths}).
 *
 * @param roots the directories of {@code config_path}, in their order; at least one
 */
record HostDirectories(List<String> roots, Registry registry) {
  private static final String DEFAULT = "_default";

  HostDirectories {
    roots = roots.stream().map(HostDirectories::withoutSlash).toList();
  }

  /** All, in the order in which they are looked for. */
  List<String> candidates() {
    return roots.stream()
        .flatMap(root -> names().map(name -> root + "/" + name))
        .distinct()
        .toList();
  }

  private Stream<String> names() {
    return Stream.concat(
        withoutColon(registry).stream(), Stream.of(registry.directoryName(), DEFAULT));
  }

  /**
   * The name {@code HOST_PORT_}, for file systems that have no colon in names; empty for a registry
   * without a colon (containerd, {@code hostDirectory}).
   */
  static Optional<String> withoutColon(Registry registry) {
    String name = registry.directoryName();
    int colon = name.lastIndexOf(':');
    return colon <= 0
        ? Optional.empty()
        : Optional.of(name.substring(0, colon) + "_" + name.substring(colon + 1) + "_");
  }

  /**
   * The one that containerd reads.
   *
   * @param exists whether there is such a directory on the host
   */
  Optional<String> read(Predicate<String> exists) {
    return candidates().stream().filter(exists).findFirst();
  }

  /**
   * The one for this registry alone that containerd reads once it exists.
   *
   * @param read the one that it reads now, if it reads one
   */
  String own(Optional<String> read) {
    return read.filter(directory -> !isDefault(directory))
        .orElseGet(
            () ->
                read.map(Path::parent).orElseGet(roots::getFirst) + "/" + registry.directoryName());
  }

  /**
   * The files of CAs that containerd reads for the registry but its own {@code ca.crt}, as far as
   * they are known: those that a {@code hosts.toml} names, or each {@code *.crt}.
   *
   * @param stays whether a directory is there and stays, so that none behind it is read; where that
   *     is not known, false gives the files of all
   */
  List<String> others(Facts facts, Predicate<String> stays) {
    HostsTomls files = new HostsTomls(facts);
    List<String> others = new ArrayList<>();
    for (String directory : candidates()) {
      if (files.isPlain(directory)) {
        others.addAll(LeftTrust.certificateFiles(directory, facts));
      } else {
        others.addAll(files.named(directory));
      }
      if (stays.test(directory)) {
        break;
      }
    }
    candidates().stream()
        .filter(directory -> !isDefault(directory))
        .map(directory -> facts.real(directory) + "/ca.crt")
        .forEach(own -> others.removeIf(path -> CaFiles.areOne(path, own, facts)));
    return others;
  }

  /** Whether a directory is for all registries that have none of their own. */
  static boolean isDefault(String directory) {
    return directory.endsWith("/" + DEFAULT);
  }

  private static String withoutSlash(String root) {
    String path = root;
    while (path.endsWith("/") && path.length() > 1) {
      path = path.substring(0, path.length() - 1);
    }
    return path;
  }
}
