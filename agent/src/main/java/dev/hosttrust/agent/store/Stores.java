// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.daemon.ReadAtStart;
import dev.hosttrust.agent.daemon.RunningDaemons;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stores that shall have the trust: named ones, or those that a host has. Immutable.
 *
 * <p>This is the table of all stores that hosttrust knows, in the order in which they are planned.
 */
public final class Stores {
  static final List<Store> ALL =
      List.of(
          new DebianStore(),
          CertsDirectory.DOCKER,
          CertsDirectory.PODMAN,
          new ContainerdStore(),
          new K3sStore(),
          new FirefoxStore());

  /** Takes what each host has, and its system store in any case. */
  public static final String AUTO = "auto";

  /** What the Ansible tasks write that hosttrust stands in for. */
  public static final Stores DEFAULT = named("system", "docker");

  private final List<Store> asked;
  private final boolean auto;
  private final Optional<String> containerdConfigPath;

  private Stores(List<Store> asked, boolean auto) {
    this(asked, auto, Optional.empty());
  }

  private Stores(List<Store> asked, boolean auto, Optional<String> containerdConfigPath) {
    this.asked = asked;
    this.auto = auto;
    this.containerdConfigPath = containerdConfigPath;
  }

  /**
   * The same stores, and containerd's key {@code config_path} is set.
   *
   * @param directory the absolute path of one directory
   * @throws IllegalArgumentException if it is anything else; the message is a whole sentence for
   *     the operator
   */
  public Stores withContainerdConfigPath(String directory) {
    if (!directory.matches("(/[A-Za-z0-9._-]+)+") || directory.matches(".*/[.]{1,2}(/.*)?")) {
      throw new IllegalArgumentException(
          "'%s' is not the absolute path of one directory, of letters, digits, '.', '_' and '-'"
              .formatted(directory));
    }
    return new Stores(asked, auto, Optional.of(directory));
  }

  /** What containerd's {@code config_path} shall be; empty if it is to stay as it is. */
  public Optional<String> containerdConfigPath() {
    return containerdConfigPath;
  }

  /** The names of all stores, in the order of the table. */
  public static List<String> names() {
    return ALL.stream().map(Store::id).toList();
  }

  /**
   * The stores of these names, or {@link #AUTO} alone.
   *
   * @throws IllegalArgumentException if a name is unknown, or there is none; the message is a whole
   *     sentence for the operator
   */
  public static Stores named(String... names) {
    return named(List.of(names));
  }

  /** The same. */
  public static Stores named(List<String> given) {
    List<String> names = given.stream().map(String::strip).toList();
    if (names.equals(List.of(AUTO))) {
      return new Stores(ALL, true);
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no store is named; " + known());
    }
    if (names.contains(AUTO)) {
      throw new IllegalArgumentException("'auto' stands alone; " + known());
    }
    SequencedSet<Store> stores = new LinkedHashSet<>();
    for (String name : names) {
      stores.add(
          find(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no store '" + name + "'; " + known())));
    }
    return new Stores(ALL.stream().filter(stores::contains).toList(), false);
  }

  private static Optional<Store> find(String name) {
    return ALL.stream().filter(store -> store.id().equals(name)).findFirst();
  }

  private static String known() {
    return "the stores are "
        + String.join(", ", names())
        + ", or 'auto' alone for those that a host has";
  }

  /**
   * What a host must be asked, in addition to what it was asked.
   *
   * @param known what it answered; {@link Facts#NONE} at first
   */
  public static List<Question<?>> questions(Wanted wanted, Facts known) {
    SequencedSet<Question<?>> questions = new LinkedHashSet<>();
    wanted.stores().asked.forEach(store -> questions.addAll(store.questions(wanted, known)));
    questions.addAll(UnnamedStores.questions(wanted));
    questions.addAll(new UnnamedRemovals(wanted, known).questions());
    questions.addAll(new UnnamedRegistries(wanted, known).questions());
    questions.addAll(new SystemFileUsers(wanted, known).questions());
    questions.addAll(
        RunningDaemons.questions(wanted.restarts(), readAtStart(wanted, wanted.stores().asked)));
    questions.addAll(above(questions));
    return List.copyOf(questions);
  }

  /** In the tree of an image nothing runs. */
  private static List<ReadAtStart> readAtStart(Wanted wanted, List<Store> stores) {
    return wanted.root().isSystem()
        ? stores.stream().flatMap(store -> store.readAtStart(wanted).stream()).toList()
        : List.of();
  }

  /** The daemons that run on a host. */
  static RunningDaemons daemons(Wanted wanted, Facts facts) {
    return new RunningDaemons(
        wanted.restarts(),
        readAtStart(wanted, wanted.stores().asked),
        readAtStart(wanted, wanted.stores().of(wanted, facts)),
        facts);
  }

  /** What stands above the paths that are written: a link there leads elsewhere as well. */
  private static List<Question<?>> above(Collection<Question<?>> questions) {
    Set<String> asked =
        questions.stream()
            .filter(Question.Path.class::isInstance)
            .map(question -> ((Question.Path) question).path())
            .collect(Collectors.toSet());
    return questions.stream()
        .filter(question -> question instanceof Question.Path path && path.isWritten())
        .flatMap(question -> ((Question.Path) question).above().stream())
        .filter(asked::add)
        .<Question<?>>map(Question.Path::look)
        .toList();
  }

  /** The stores of a host, by its facts. */
  List<Store> of(Wanted wanted, Facts facts) {
    return auto ? asked.stream().filter(store -> store.isOn(wanted, facts)).toList() : asked;
  }

  /** What shows that a host on which there is nothing left to do trusts the anchors. */
  public static Evidence evidence(Wanted wanted, Facts facts) {
    List<Store> stores = wanted.stores().of(wanted, facts);
    AfterPlan asItIs = new AfterPlan(facts, List.of());
    return new Evidence(
        stores.stream().flatMap(store -> store.proofs(wanted, facts).stream()).toList(),
        daemons(wanted, facts).states(),
        Stream.of(
                stores.stream().flatMap(store -> store.kept(wanted, facts, asItIs).stream()),
                new UnnamedRemovals(wanted, facts).kept().stream(),
                new UnnamedRegistries(wanted, facts).kept().stream())
            .flatMap(kept -> kept)
            .map(LeftTrust.Kept::path)
            .distinct()
            .toList());
  }

  /** Whether each host's own stores are taken. */
  public boolean isAuto() {
    return auto;
  }

  /** Whether a store is among those that were named. */
  public boolean includes(String name) {
    return !auto && asked.stream().anyMatch(store -> store.id().equals(name));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Stores that
        && auto == that.auto
        && asked.equals(that.asked)
        && containerdConfigPath.equals(that.containerdConfigPath);
  }

  @Override
  public int hashCode() {
    return asked.hashCode() + (auto ? 1 : 0);
  }

  /** As {@code --store} takes it. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    asked.forEach(store -> names.add(store.id()));
    return auto ? AUTO : String.join(",", names);
  }
}
