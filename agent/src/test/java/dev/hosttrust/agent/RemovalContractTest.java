// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.TrustSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for every store when a certificate goes, each alone on a host of its own kind. */
class RemovalContractTest extends StoreHost {
  private static final Pattern NAMED_FILE = Pattern.compile("\"(/[^\" ]+\\.crt)\"");

  private final CaCertificate other = ca("Another CA");

  /** What shall be when the certificate is to go. */
  private Wanted unwanted(StoreTree tree) {
    AbsentAnchor absent =
        new AbsentAnchor(
            new AnchorName("harbor"),
            Optional.of(certificate),
            List.of(Registry.parse("harbor.example.com:8443")));
    return new Wanted(
        host.root(), new TrustSpec(List.of(), List.of(absent)), Stores.named(tree.store()));
  }

  private Outcome remove(StoreTree tree, Shell shell) {
    return Convergence.rollout(unwanted(tree), plan -> Optional.empty()).run(shell);
  }

  /** A host that has the certificate. */
  private Shell trusting(StoreTree tree, String name) throws IOException {
    Shell shell = make(tree, name);
    changed(rollout(tree, shell, certificate));
    return shell;
  }

  private List<Step> removal(StoreTree tree, Shell shell) {
    return ((WouldChange) Convergence.dryRun(unwanted(tree)).run(shell)).plan().steps();
  }

  private void assertGone() throws IOException {
    String line = certificate.bodyBase64().substring(0, 40);
    assertThat(host.tree()).noneSatisfy((path, what) -> assertThat(what).contains(line));
    assertThat(host.tree().keySet()).noneMatch(path -> path.contains(".hosttrust-"));
  }

  @ParameterizedTest
  @FieldSource("TREES")
  void takesAwayWhatItPutThere(StoreTree tree) throws IOException {
    Shell shell = make(tree, "removed");
    assertThat(remove(tree, shell)).isInstanceOf(Unchanged.class);
    SortedMap<String, String> before = host.tree();
    changed(rollout(tree, shell, certificate));
    SortedMap<String, String> trusted = host.tree();
    assertThat(Convergence.dryRun(unwanted(tree)).run(shell)).isInstanceOf(WouldChange.class);
    assertThat(host.tree()).isEqualTo(trusted);

    Evidence evidence = changed(remove(tree, shell));

    assertThat(evidence.proofs())
        .isNotEmpty()
        .allSatisfy(proof -> assertThat(proof.kind()).isEqualTo(Proof.Kind.ABSENT))
        .extracting(Proof::store)
        .containsOnly(tree.store());
    assertGone();
    SortedMap<String, String> after = host.tree();
    assertThat(after).containsAllEntriesOf(before);
    Outcome second = remove(tree, shell);
    assertThat(second).isInstanceOf(Unchanged.class);
    assertThat(((Unchanged) second).evidence()).isEqualTo(evidence);
    assertThat(host.tree()).isEqualTo(after);
  }

  @ParameterizedTest
  @FieldSource("TREES")
  void keepsTheTrustWhereAStepOfARemovalFails(StoreTree tree) throws IOException {
    Shell shell = trusting(tree, "kept");
    SortedMap<String, String> before = host.tree();

    for (int step = 1; step <= removal(tree, shell).size(); step++) {
      Shell failing = afterStep(shell, step, "[ $phase != do ] || no_such_command");

      assertReason(remove(tree, failing)).contains("no_such_command");

      assertThat(host.tree()).as("step %d", step).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @FieldSource("TREES")
  void goesOnWhereARemovalWasKilledBehindAnyStep(StoreTree tree) throws IOException {
    List<Step> steps = removal(tree, trusting(tree, "to-count"));
    for (int step = 1; step <= steps.size(); step++) {
      Shell shell = trusting(tree, "cut-" + step);

      assertThat(remove(tree, afterStep(shell, step, "kill -9 $$")))
          .as("step %d", step)
          .isInstanceOf(Failed.class);

      assertThat(remove(tree, shell)).isInstanceOfAny(Changed.class, Unchanged.class);
      assertThat(remove(tree, shell)).isInstanceOf(Unchanged.class);
      assertGone();
    }
  }

  /** The same host, which trusts another CA for the same registry before and afterwards. */
  private Wanted besides(StoreTree tree, boolean removal) {
    Anchor stays = anchor("other", other, "harbor.example.com:8443");
    Anchor goes = anchor("harbor", certificate, "harbor.example.com:8443");
    TrustSpec spec =
        removal
            ? new TrustSpec(List.of(stays), unwanted(tree).spec().absent())
            : new TrustSpec(List.of(stays, goes));
    return new Wanted(host.root(), spec, Stores.named(tree.store()));
  }

  private static Outcome converge(Wanted wanted, Shell shell) {
    return Convergence.rollout(wanted, plan -> Optional.empty()).run(shell);
  }

  private static boolean has(String content, CaCertificate certificate) {
    return content.replaceAll("\\s", "").contains(certificate.bodyBase64());
  }

  /** Where the other CA is. */
  private Set<String> others() throws IOException {
    return host.tree().entrySet().stream()
        .filter(entry -> has(entry.getValue(), other))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** The files that others name, such as a registry's entry: a missing one ends all pulls. */
  private void assertThatNoMissingFileIsNamed() throws IOException {
    for (Map.Entry<String, String> file : host.tree().entrySet()) {
      Matcher named = NAMED_FILE.matcher(file.getValue());
      // What a run keeps for undoing, nobody reads.
      while (!file.getKey().contains(".hosttrust-") && named.find()) {
        String path = named.group(1).replaceFirst("^" + Pattern.quote(host.root().path()), "");
        assertThat(Files.exists(host.path(path))).as(path).isTrue();
      }
    }
  }

  @ParameterizedTest
  @FieldSource("TREES")
  void trustsTheOthersAndNamesNoMissingFileWhereverItIsCut(StoreTree tree) throws IOException {
    Shell counted = make(tree, "steps");
    changed(converge(besides(tree, false), counted));
    int steps =
        ((WouldChange) Convergence.dryRun(besides(tree, true)).run(counted)).plan().steps().size();
    changed(converge(besides(tree, true), counted));
    Set<String> after = others();
    assertThat(after).isNotEmpty();
    for (int step = 1; step <= steps; step++) {
      Shell shell = make(tree, "others-" + step);
      changed(converge(besides(tree, false), shell));
      Set<String> always = others();
      always.retainAll(after);
      assertThat(always).isNotEmpty();
      assertThatNoMissingFileIsNamed();

      assertThat(converge(besides(tree, true), afterStep(shell, step, "kill -9 $$")))
          .isInstanceOf(Failed.class);

      assertThat(others()).as("step %d", step).containsAll(always);
      assertThatNoMissingFileIsNamed();
      assertThat(converge(besides(tree, true), shell))
          .isInstanceOfAny(Changed.class, Unchanged.class);
      assertThat(others()).isEqualTo(after);
      assertGone();
    }
  }
}
