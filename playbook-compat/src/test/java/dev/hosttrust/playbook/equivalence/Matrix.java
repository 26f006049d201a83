// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.FileEntry;
import dev.hosttrust.testhosts.TestHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs every way from the start states that are selected. A round has some states of each release,
 * each on three hosts; between rounds the hosts are put back as they were.
 */
final class Matrix implements AutoCloseable {
  /** More of them a round means more containers, fewer means more processes. */
  private static final int MOST_STATES_A_ROUND = 16;

  private final Path directory;
  private final Selection selection;
  private final int statesARound;
  private final List<MatrixHost> hosts = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final Map<Cell, Seen> seen = new HashMap<>();

  private record Cell(String state, DebianRelease release, Way way) {}

  Matrix(Path directory, Selection selection) {
    this.directory = directory;
    this.selection = selection;
    this.statesARound = statesARound(mostStates(selection));
  }

  /** The most states that a release has. */
  private static int mostStates(Selection selection) {
    return selection.states().values().stream().mapToInt(List::size).max().orElse(0);
  }

  /** As few rounds as possible, all of about the same size. */
  private static int statesARound(int most) {
    int rounds = Math.max(1, Math.ceilDiv(most, MOST_STATES_A_ROUND));
    return Math.max(1, Math.ceilDiv(most, rounds));
  }

  Selection selection() {
    return selection;
  }

  Seen seen(StartState state, DebianRelease release, Way way) {
    return Objects.requireNonNull(seen.get(new Cell(state.name(), release, way)));
  }

  void run() throws IOException, InterruptedException, ExecutionException {
    CaFiles.writeTo(directory);
    AnsibleRuns tasks = new AnsibleRuns(directory("tasks"), "tasks.yml");
    AnsibleRuns module = new AnsibleRuns(directory("module"), "module.yml");
    startHosts();
    for (int first = 0; first < mostStates(selection); first += statesARound) {
      runRound(prepare(first), tasks, module);
    }
  }

  private Path directory(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  private void startHosts() throws InterruptedException, ExecutionException {
    List<Callable<Boolean>> starts = new ArrayList<>();
    for (DebianRelease release : selection.states().keySet()) {
      for (int number = 0;
          number < Math.min(statesARound, selection.of(release).size());
          number++) {
        for (Way way : Way.values()) {
          int slot = number;
          starts.add(() -> hosts.add(new MatrixHost(TestHosts.debian(release).start(), way, slot)));
        }
      }
    }
    all(starts);
    shareFirstStates();
  }

  /** A host of each release makes its first state, the others take it over. */
  private void shareFirstStates() throws InterruptedException, ExecutionException {
    String caScript = CaFiles.script();
    Map<DebianRelease, MatrixHost> first =
        hosts.stream()
            .collect(
                Collectors.toMap(MatrixHost::release, Function.identity(), (one, other) -> one));
    Map<DebianRelease, String> made = new EnumMap<>(DebianRelease.class);
    for (MatrixHost host : first.values()) {
      made.put(host.release(), host.makeFirstState(caScript));
    }
    all(
        hosts.stream()
            .filter(host -> !first.containsValue(host))
            .map(host -> work(() -> host.takeFirstState(caScript, get(made, host.release()))))
            .toList());
  }

  private static Callable<Boolean> work(Runnable runnable) {
    return () -> {
      runnable.run();
      return true;
    };
  }

  /** Puts the hosts into the states of a round: of each release those from {@code first} on. */
  private Round prepare(int first) throws IOException, InterruptedException, ExecutionException {
    List<MatrixHost> used =
        hosts.stream()
            .filter(host -> first + host.slot() < selection.of(host.release()).size())
            .toList();
    all(
        used.stream()
            .map(
                host -> {
                  StartState next = selection.of(host.release()).get(first + host.slot());
                  return work(() -> host.prepare(next));
                })
            .toList());
    Round round = new Round(directory, first, used);
    RoundInventory.write(round);
    return round;
  }

  private void runRound(Round round, AnsibleRuns tasks, AnsibleRuns module)
      throws InterruptedException, ExecutionException {
    List<MatrixHost> used = round.hosts();
    Map<MatrixHost, List<FileEntry>> before = of(used, MatrixHost::tree);
    Map<String, Said> predicted = runWays(round, tasks, module, true);
    Map<MatrixHost, List<FileEntry>> checked = of(used, MatrixHost::tree);
    Map<String, Said> done = runWays(round, tasks, module, false);
    of(
            used,
            host ->
                new Seen(
                    get(before, host),
                    get(predicted, host.name()),
                    get(checked, host),
                    get(done, host.name()),
                    host.tree(),
                    host.trusted(),
                    host.leftovers()))
        .forEach(
            (host, all) ->
                seen.put(new Cell(host.state().name(), host.release(), host.way()), all));
  }

  private static <K, V> V get(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key), "nothing was said of " + key);
  }

  /** The three ways at once: each waits for its hosts most of the time. */
  private Map<String, Said> runWays(
      Round round, AnsibleRuns tasks, AnsibleRuns module, boolean check)
      throws InterruptedException, ExecutionException {
    List<Callable<Map<String, Said>>> ways =
        List.of(
            () -> tasks.run(round, check),
            () -> RolloutRun.run(round, check),
            () -> module.run(round, check));
    Map<String, Said> said = new HashMap<>();
    all(ways).forEach(said::putAll);
    return said;
  }

  private <T> Map<MatrixHost, T> of(List<MatrixHost> used, Function<MatrixHost, T> look)
      throws InterruptedException, ExecutionException {
    List<Callable<Map.Entry<MatrixHost, T>>> looks = new ArrayList<>();
    used.forEach(host -> looks.add(() -> Map.entry(host, look.apply(host))));
    return all(looks).stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private <T> List<T> all(Collection<? extends Callable<T>> work)
      throws InterruptedException, ExecutionException {
    List<T> results = new ArrayList<>();
    for (Future<T> future : threads.invokeAll(work)) {
      results.add(future.get());
    }
    return results;
  }

  /** Removes the hosts; runs that still go on lose theirs. */
  @Override
  public void close() {
    hosts.forEach(host -> threads.execute(host::close));
    threads.close();
  }
}
