// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import dev.hosttrust.testhosts.FileEntry;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** In what hosttrust differs from the tasks on a host; immutable. */
record Difference(SortedMap<Kind, SortedSet<String>> kinds) {
  static final Difference NONE = new Difference(new TreeMap<>());

  enum Kind {
    /** The paths that differ afterwards. */
    TREE,
    /** What the tasks say to have changed, and hosttrust does not. */
    ONLY_TASKS,
    /** The other way round. */
    ONLY_HOSTTRUST,
    /** What the tasks' check mode foretold and they did not do, or the other way round. */
    MISPREDICTED,
    /** How the tasks leave the CA trusted, where that is not how hosttrust does. */
    TRUSTED_AFTER_TASKS,
    /** Which one fails, where the other does not. */
    FAILS
  }

  Difference {
    kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
  }

  /** What is seen to differ. */
  static Difference between(Seen tasks, Seen ours) {
    Difference difference =
        NONE.with(Kind.TREE, differing(tasks.after(), ours.after()))
            .with(Kind.ONLY_TASKS, minus(tasks.done().changed(), ours.done().changed()))
            .with(Kind.ONLY_HOSTTRUST, minus(ours.done().changed(), tasks.done().changed()))
            .with(Kind.MISPREDICTED, mispredicted(tasks))
            .with(Kind.FAILS, fails(tasks, ours));
    return tasks.trusted().equals(ours.trusted())
        ? difference
        : difference.with(
            Kind.TRUSTED_AFTER_TASKS,
            tasks.trusted().isEmpty() ? List.of("not at all") : tasks.trusted());
  }

  /** The same with more of a kind; an empty set is the same as an absent kind. */
  Difference with(Kind kind, Collection<String> values) {
    SortedMap<Kind, SortedSet<String>> more = new TreeMap<>(kinds);
    if (!values.isEmpty()) {
      more.put(
          kind, values.stream().map(Said::stable).collect(Collectors.toCollection(TreeSet::new)));
    }
    return new Difference(more);
  }

  SortedSet<String> get(Kind kind) {
    return kinds.getOrDefault(kind, Collections.emptySortedSet());
  }

  boolean has(Kind kind) {
    return kinds.containsKey(kind);
  }

  private static List<String> fails(Seen tasks, Seen ours) {
    if (tasks.done().isFailure() == ours.done().isFailure()) {
      return List.of();
    }
    return List.of(tasks.done().isFailure() ? "the tasks" : "hosttrust");
  }

  private static SortedSet<String> differing(List<FileEntry> some, List<FileEntry> others) {
    Map<String, FileEntry> these = byPath(some);
    Map<String, FileEntry> those = byPath(others);
    SortedSet<String> paths = new TreeSet<>(these.keySet());
    paths.addAll(those.keySet());
    paths.removeIf(path -> these.containsKey(path) && these.get(path).equals(those.get(path)));
    return paths;
  }

  private static Map<String, FileEntry> byPath(List<FileEntry> tree) {
    return tree.stream().collect(Collectors.toMap(FileEntry::path, Function.identity()));
  }

  private static SortedSet<String> mispredicted(Seen seen) {
    SortedSet<String> wrong = minus(seen.predicted().changed(), seen.done().changed());
    wrong.addAll(minus(seen.done().changed(), seen.predicted().changed()));
    if (seen.predicted().isFailure() != seen.done().isFailure()) {
      wrong.add("the failure");
    }
    return wrong;
  }

  private static SortedSet<String> minus(SortedSet<String> some, SortedSet<String> others) {
    SortedSet<String> rest = new TreeSet<>(some);
    rest.removeAll(others);
    return rest;
  }

  @Override
  public String toString() {
    return kinds.isEmpty() ? "no difference" : kinds.toString();
  }
}
