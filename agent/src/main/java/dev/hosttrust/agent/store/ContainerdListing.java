// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.facts.Question.Tree;
import dev.hosttrust.agent.facts.TreeFact;
import dev.hosttrust.agent.facts.TreeFact.HeldFile;
import dev.hosttrust.agent.listing.Finding.Kind;
import dev.hosttrust.agent.toml.TomlException;
import dev.hosttrust.agent.toml.TomlParser;
import dev.hosttrust.agent.toml.TomlTable;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What stands below containerd's {@code config_path}. In a directory with a {@code hosts.toml} that
 * has a {@code [host]} table, the files count that it names; elsewhere all {@code *.crt} do.
 */
record ContainerdListing(TreeRoot root) implements StoreListing {

  @Override
  public List<Question<?>> questions(Facts known) {
    List<Question<?>> questions = new ArrayList<>(List.of(Path.look(ContainerdState.FILE)));
    if (root.isSystem()) {
      questions.add(ContainerdState.DUMP);
    }
    questions.add(tree(known));
    named(known).ifPresent(questions::add);
    return questions;
  }

  /** As long as it is not known which directories they are, the usual one, which saves a look. */
  private List<String> roots(Facts known) {
    boolean isKnown =
        !known.isNone() && ContainerdState.of(root, known) instanceof ContainerdState.Found;
    List<String> roots =
        isKnown
            ? ((ContainerdState.Found) ContainerdState.of(root, known))
                .config().roots().stream().filter(path -> path.startsWith("/")).toList()
            : List.of();
    return roots.isEmpty() ? List.of(ContainerdRemedy.USUAL_PATH) : roots;
  }

  private Tree tree(Facts known) {
    return new Tree(roots(known), "", "", HostsToml.NAME);
  }

  /** The files that a hosts.toml names and that are not among those. */
  private Optional<Tree> named(Facts known) {
    TreeFact tree = known.of(tree(known));
    List<String> elsewhere =
        caFiles(known).values().stream()
            .flatMap(Set::stream)
            .distinct()
            .filter(path -> tree.at(path).isEmpty())
            .toList();
    return elsewhere.isEmpty() ? Optional.empty() : Optional.of(new Tree(elsewhere));
  }

  /** The files that each hosts.toml names, by the directory of that. */
  private SequencedMap<String, Set<String>> caFiles(Facts known) {
    SequencedMap<String, Set<String>> named = new LinkedHashMap<>();
    for (HeldFile file : known.of(tree(known)).files()) {
      if (file.name().equals(HostsToml.NAME)) {
        hosts(file).ifPresent(paths -> named.put(Path.parent(file.path()), paths));
      }
    }
    return named;
  }

  /** What one names; empty where containerd goes by the {@code *.crt} beside it. */
  private static Optional<Set<String>> hosts(HeldFile file) {
    try {
      TomlTable toml = TomlParser.parse(String.join("\n", file.text()));
      if (HostsTomlFlaw.of(toml).isPresent() || toml.table("host").isEmpty()) {
        return Optional.empty();
      }
      Set<String> paths = new LinkedHashSet<>();
      Stream.concat(
              Stream.of(toml),
              toml.table("host").stream()
                  .flatMap(hosts -> hosts.values().values().stream())
                  .filter(TomlTable.class::isInstance)
                  .map(TomlTable.class::cast))
          .forEach(table -> paths.addAll(CaFiles.of(table.find("ca"), Path.parent(file.path()))));
      return Optional.of(paths);
    } catch (TomlException e) {
      return Optional.empty();
    }
  }

  @Override
  public void list(Facts facts, Found found) {
    TreeFact tree = facts.of(tree(facts));
    Map<String, Set<String>> caFiles = caFiles(facts);
    TreeFact elsewhere = named(facts).map(facts::of).orElse(tree);
    for (String certs : roots(facts)) {
      CertsTree held = new CertsTree(certs, tree, found);
      held.list(file -> isRead(file, caFiles));
      caFiles.forEach(
          (directory, paths) -> {
            if (Path.parent(directory).equals(certs)) {
              String registry = directory.substring(certs.length() + 1);
              paths.forEach(
                  path ->
                      tree.at(path)
                          .or(() -> elsewhere.at(path))
                          .ifPresentOrElse(
                              file -> named(file, registry, found),
                              () -> missing(path, directory, found)));
            }
          });
    }
    found.loose(tree, "take it away");
  }

  private static boolean isRead(HeldFile file, Map<String, Set<String>> caFiles) {
    Set<String> named = caFiles.get(Path.parent(file.path()));
    return named == null || named.contains(file.path());
  }

  private static void named(HeldFile file, String registry, Found found) {
    found.wanted(file).forEach(ca -> found.anchor(file.path(), registry, ca));
  }

  private static void missing(String path, String directory, Found found) {
    found.finding(
        Kind.MISSING_FILE,
        path,
        "%s/%s names %s, which is not there, so that every pull fails; put it there, or take its name out"
            .formatted(directory, HostsToml.NAME, path));
  }
}
