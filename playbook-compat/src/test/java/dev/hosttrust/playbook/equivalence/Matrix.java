package dev.hosttrust.playbook.equivalence;

import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.FileEntry;
import dev.hosttrust.testhosts.TestHosts;
import java.io.IOException;
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
 * Runs every way from every start state on every release. A round has some of the states, each on
 * three hosts of each release; between rounds the hosts are put back as they were.
 */
final class Matrix implements AutoCloseable {
  /** More of them a round means more containers, fewer means more processes. */
  private static final int STATES_A_ROUND = 16;

  private final Path directory;
  private final List<StartState> states;
  private final List<DebianRelease> releases;
  private final List<MatrixHost> hosts = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final Map<Cell, Seen> seen = new HashMap<>();

  private record Cell(String state, DebianRelease release, Way way) {}

  Matrix(Path directory, List<StartState> states, List<DebianRelease> releases) {
    this.directory = directory;
    this.states = List.copyOf(states);
    this.releases = List.copyOf(releases);
  }

  List<DebianRelease> releases() {
    return releases;
  }

  Seen seen(StartState state, DebianRelease release, Way way) {
    return Objects.requireNonNull(seen.get(new Cell(state.name(), release, way)));
  }

  void run() throws IOException, InterruptedException, ExecutionException {
    CaFiles.writeTo(directory);
    AnsibleRun.writeFiles(directory);
    startHosts();
    for (int first = 0; first < states.size(); first += STATES_A_ROUND) {
      runRound(first, states.subList(first, Math.min(states.size(), first + STATES_A_ROUND)));
    }
  }

  private void startHosts() throws InterruptedException, ExecutionException {
    List<Callable<Boolean>> starts = new ArrayList<>();
    for (DebianRelease release : releases) {
      for (int number = 0; number < Math.min(STATES_A_ROUND, states.size()); number++) {
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

  private void runRound(int number, List<StartState> some)
      throws IOException, InterruptedException, ExecutionException {
    List<MatrixHost> used = hosts.stream().filter(host -> host.slot() < some.size()).toList();
    all(used.stream().map(host -> work(() -> host.prepare(some.get(host.slot())))).toList());
    Round round = new Round(directory, "round-" + number, used);
    RoundInventory.write(round);
    Map<MatrixHost, List<FileEntry>> before = of(used, MatrixHost::tree);
    Map<String, Said> predicted = runWays(round, true);
    Map<MatrixHost, List<FileEntry>> checked = of(used, MatrixHost::tree);
    Map<String, Said> done = runWays(round, false);
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
  private Map<String, Said> runWays(Round round, boolean check)
      throws InterruptedException, ExecutionException {
    List<Callable<Map<String, Said>>> ways =
        List.of(
            () -> AnsibleRun.run(round, "tasks.yml", check),
            () -> RolloutRun.run(round, check),
            () -> AnsibleRun.run(round, "module.yml", check));
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
