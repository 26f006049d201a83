// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.facts.PathFact.Directory;
import dev.hosttrust.agent.facts.PathFact.LinkToDirectory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a host answered. Immutable.
 *
 * @see Question
 */
public final class Facts {
  /** Of a host that was not asked yet. */
  public static final Facts NONE =
      new Facts(-1, -1, Set.of(), new LinkedHashMap<>(), Map.of(), Set.of(), Set.of());

  private final int uid;
  private final int gid;
  private final Set<String> missingTools;
  private final SequencedMap<String, PathFact> paths;
  private final Map<Question<?>, Object> answers;
  private final Set<String> leftovers;
  private final Set<String> cutOff;

  private Facts(
      int uid,
      int gid,
      Set<String> missingTools,
      SequencedMap<String, PathFact> paths,
      Map<Question<?>, Object> answers,
      Set<String> leftovers,
      Set<String> cutOff) {
    this.uid = uid;
    this.gid = gid;
    this.missingTools = missingTools;
    this.paths = paths;
    this.answers = answers;
    this.leftovers = leftovers;
    this.cutOff = cutOff;
  }

  /** Who the agent ran as; -1 if tools are missing. */
  public int uid() {
    return uid;
  }

  /** The agent's group. */
  public int gid() {
    return gid;
  }

  /**
   * Programs that the agent needs and the host lacks, sorted; where there is one, nothing was
   * looked at.
   */
  public List<String> missingTools() {
    return List.copyOf(new TreeSet<>(missingTools));
  }

  /** What stands at a path that the host was asked for. */
  public PathFact at(String path) {
    return paths.getOrDefault(path, new Absent());
  }

  /** Whether this is {@link #NONE}. */
  public boolean isNone() {
    return this == NONE;
  }

  /** Whether there is anything at a path. */
  public boolean exists(String path) {
    return !(at(path) instanceof Absent);
  }

  /** What a program reads at a path; see {@link PathFact#readable}. */
  public Optional<Content> content(String path) {
    return at(path).readable();
  }

  /** The directory at a path, or the one that a link there leads to. */
  public Optional<Directory> directory(String path) {
    return switch (at(path)) {
      case Directory directory -> Optional.of(directory);
      case LinkToDirectory link -> Optional.of(link.directory());
      default -> Optional.empty();
    };
  }

  /** The path without links to directories, as far as the host was asked for its parts. */
  public String real(String path) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (at(path.substring(0, end)) instanceof LinkToDirectory link) {
        return link.real() + path.substring(end);
      }
    }
    return path;
  }

  /** Whether a directory that was asked for, by its path without links, cannot be written to. */
  public boolean isReadOnly(String real) {
    return paths.keySet().stream()
        .filter(path -> real(path).equals(real))
        .flatMap(path -> directory(path).stream())
        .anyMatch(directory -> !directory.writable());
  }

  /** The answer to a question; {@link Question#none()} if it was not asked. */
  public <A> A of(Question<A> question) {
    if (question instanceof Question.Path path) {
      return answer(at(path.path()));
    }
    Object answer = answers.get(question);
    return answer == null ? question.none() : answer(answer);
  }

  /** {@link Builder#answer} takes a question only with an answer of its type. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <A> A answer(Object answer) {
    return (A) answer;
  }

  /** The directories in which an interrupted run left files of its own, sorted. */
  public List<String> leftovers() {
    return List.copyOf(new TreeSet<>(leftovers));
  }

  /**
   * Whether a run was cut off that was about to let a tool change a directory, so that the tool may
   * not have got to its end.
   */
  public boolean cutOff(String directory) {
    return cutOff.contains(directory);
  }

  /** These facts and later ones, which count where both answer the same. */
  public Facts and(Facts later) {
    Builder all = new Builder();
    for (Facts facts : List.of(this, later)) {
      all.paths.putAll(facts.paths);
      all.answers.putAll(facts.answers);
      all.missingTools.addAll(facts.missingTools);
      all.cutOff.addAll(facts.cutOff);
      all.leftovers.addAll(facts.leftovers);
    }
    return all.identity(later.uid, later.gid).build();
  }

  /** Gathers facts. For one thread. */
  public static final class Builder {
    private final Set<String> missingTools = new HashSet<>();
    private final SequencedMap<String, PathFact> paths = new LinkedHashMap<>();
    private final Map<Question<?>, Object> answers = new HashMap<>();
    private final Set<String> cutOff = new HashSet<>();
    private int uid = -1;
    private int gid = -1;
    private final Set<String> leftovers = new HashSet<>();

    public Builder identity(int user, int group) {
      uid = user;
      gid = group;
      return this;
    }

    public Builder missingTool(String name) {
      missingTools.add(name);
      return this;
    }

    public Builder at(String path, PathFact fact) {
      paths.put(path, fact);
      return this;
    }

    public <A> Builder answer(Question<A> question, A answer) {
      answers.put(question, answer);
      return this;
    }

    public Builder leftovers(String directory) {
      leftovers.add(directory);
      return this;
    }

    public Builder cutOff(String directory) {
      cutOff.add(directory);
      return leftovers(Question.Path.parent(directory));
    }

    public Facts build() {
      return new Facts(
          uid,
          gid,
          Set.copyOf(missingTools),
          new LinkedHashMap<>(paths),
          Map.copyOf(answers),
          Set.copyOf(leftovers),
          Set.copyOf(cutOff));
    }
  }
}
