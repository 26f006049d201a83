// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.playbook.equivalence;

import dev.hosttrust.playbook.Resources;
import dev.hosttrust.playbook.equivalence.Difference.Kind;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes {@code docs/equivalence.md}: what was seen from the start states that were run. */
final class EquivalencePage {
  /** What is done on a new host. */
  private static final SortedSet<String> ALL =
      new TreeSet<>(
          List.of(
              "/etc/ca-certificates.conf",
              "/etc/docker/certs.d/" + WantedAnchor.REGISTRY,
              "/etc/docker/certs.d/" + WantedAnchor.REGISTRY + "/ca.crt",
              "/usr/share/ca-certificates/local",
              "/usr/share/ca-certificates/local/harbor.crt",
              Said.UPDATE));

  private final Matrix matrix;
  private final StringBuilder page =
      new StringBuilder(Resources.read("equivalence/introduction.md"));

  private EquivalencePage(Matrix matrix) {
    this.matrix = matrix;
  }

  static String of(Matrix matrix) {
    EquivalencePage page = new EquivalencePage(matrix);
    page.same("Start states from which all three do the same", false);
    page.different("Differences, and why", false);
    page.same("A CA that goes: start states from which all three do the same", true);
    page.different("A CA that goes: differences, and why", true);
    return page.page.toString();
  }

  private List<StartState> states(boolean removal) {
    return matrix.selection().allStates().stream()
        .filter(state -> state.removal() == removal)
        .toList();
  }

  private void same(String title, boolean removal) {
    heading(title, "start state", "what is changed");
    for (StartState state : states(removal)) {
      if (Differences.of(state).isEmpty()) {
        row(state.name(), did(state, Way.TASKS));
      }
    }
  }

  private void different(String title, boolean removal) {
    heading(title, "start state", "the tasks", "hosttrust", "what differs afterwards", "why");
    for (StartState state : states(removal)) {
      Deliberate listed = Differences.of(state);
      if (!listed.isEmpty()) {
        row(
            state.name(),
            sentences(tasks(state, listed), listed.tasks()),
            sentences(ours(state), listed.ours()),
            paths(listed.difference().get(Kind.TREE)),
            listed.why());
      }
    }
  }

  private String tasks(StartState state, Deliberate listed) {
    String did = did(state, Way.TASKS);
    SortedSet<String> wrong = listed.difference().get(Kind.MISPREDICTED);
    return wrong.isEmpty() ? did : did + "; check mode does not foretell " + paths(wrong);
  }

  private String did(StartState state, Way way) {
    return matrix.selection().releases(state).stream()
        .map(release -> did(matrix.seen(state, release, way).done()))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", or "));
  }

  private static String did(Said said) {
    if (said.changed().isEmpty()) {
      return said.isFailure() ? "fail" : "nothing";
    }
    return said.isFailure() ? paths(said.changed()) + ", then fail" : paths(said.changed());
  }

  private String ours(StartState state) {
    String did = did(state, Way.ROLLOUT);
    return did.equals("fail") ? "refuses" : did;
  }

  private static String sentences(String did, String leaves) {
    return leaves.isEmpty() ? did : did + ". " + leaves;
  }

  private static String paths(SortedSet<String> paths) {
    return paths.equals(ALL) ? "all" : list(paths);
  }

  private static String list(SortedSet<String> paths) {
    return paths.stream()
        .map(Said::stable)
        .distinct()
        .map(EquivalencePage::code)
        .collect(Collectors.joining(", "));
  }

  private static String code(String path) {
    String shorter =
        path.replace("/usr/share/ca-certificates/local", "local")
            .replace("/etc/docker/certs.d", "certs.d")
            .replace("/etc/ssl/certs", "ssl/certs")
            .replace("/etc/ca-certificates.conf", "conf");
    return path.startsWith("/") || path.equals(Said.UPDATE) ? "`" + shorter + "`" : path;
  }

  private void heading(String title, String... columns) {
    page.append("\n## ").append(title).append('\n');
    row(columns);
    page.append("| --- ".repeat(columns.length)).append("|\n");
  }

  private void row(String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
