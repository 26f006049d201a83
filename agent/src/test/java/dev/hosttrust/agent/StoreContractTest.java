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
import dev.hosttrust.agent.plan.Step.RunTool;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.CheckedSpec;
import dev.hosttrust.agent.trust.Succession;
import dev.hosttrust.agent.trust.TrustSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for every store, each alone on a host of its own kind. */
class StoreContractTest extends StoreHost {
  @Test
  void isTriedForEveryStore() {
    assertThat(TREES).extracting(StoreTree::store).containsExactlyElementsOf(Stores.names());
  }

  @ParameterizedTest
  @FieldSource("TREES")
  void convergesAndThenHasNothingToDo(StoreTree tree) throws IOException {
    Shell shell = make(tree, "fresh");

    Evidence first = changed(rollout(tree, shell, certificate));

    assertThat(first.proofs()).isNotEmpty().extracting(Proof::store).containsOnly(tree.store());
    SortedMap<String, String> after = host.tree();
    Outcome second = rollout(tree, shell, certificate);
    assertThat(second).isInstanceOf(Unchanged.class);
    assertThat(((Unchanged) second).evidence()).isEqualTo(first);
    assertThat(host.tree()).isEqualTo(after);
    assertThat(after.keySet()).noneMatch(path -> path.contains(".hosttrust-"));
  }

  @ParameterizedTest
  @FieldSource("TREES")
  void replacesACertificate(StoreTree tree) throws IOException {
    Shell shell = make(tree, "replaced");
    Evidence old = changed(rollout(tree, shell, ca("Last year's CA")));

    assertThat(changed(rollout(tree, shell, certificate))).isNotEqualTo(old);

    assertThat(rollout(tree, shell, certificate)).isInstanceOf(Unchanged.class);
  }

  @ParameterizedTest
  @FieldSource("TREES")
  void changesNothingInADryRun(StoreTree tree) throws IOException {
    Shell shell = make(tree, "dry");
    SortedMap<String, String> before = host.tree();

    Outcome outcome = Convergence.dryRun(wanted(tree, certificate)).run(shell);

    assertThat(outcome).isInstanceOf(WouldChange.class);
    assertThat(host.tree()).isEqualTo(before);
  }

  private List<Step> steps(StoreTree tree, Shell shell) {
    Outcome outcome = Convergence.dryRun(wanted(tree, certificate)).run(shell);
    return ((WouldChange) outcome).plan().steps();
  }

  @ParameterizedTest
  @FieldSource("TREES")
  void putsEverythingBackWhereAStepFails(StoreTree tree) throws IOException {
    Shell shell = make(tree, "failing");
    SortedMap<String, String> before = host.tree();

    for (int step = 1; step <= steps(tree, shell).size(); step++) {
      Shell failing = afterStep(shell, step, "[ $phase != do ] || no_such_command");

      assertReason(rollout(tree, failing, certificate)).contains("no_such_command");

      assertThat(host.tree()).as("step %d", step).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @FieldSource("TREES")
  void convergesAfterBeingKilledBehindAnyStep(StoreTree tree) throws IOException {
    List<Step> steps = steps(tree, make(tree, "counted"));
    for (int step = 1; step <= steps.size(); step++) {
      Shell shell = make(tree, "killed-" + step);

      assertThat(rollout(tree, afterStep(shell, step, "kill -9 $$"), certificate))
          .as("step %d", step)
          .isInstanceOf(Failed.class);

      Outcome next = rollout(tree, shell, certificate);
      assertThat(next).isInstanceOfAny(Changed.class, Unchanged.class);
      if (steps.get(step - 1) instanceof RunTool) {
        // Nobody can see whether the tool got to its end.
        assertThat(((Changed) next).plan().tools()).isNotEmpty();
      }
      assertThat(rollout(tree, shell, certificate)).isInstanceOf(Unchanged.class);
      assertThat(host.tree().keySet())
          .as("step %d", step)
          .noneMatch(path -> path.contains(".hosttrust-"));
    }
  }

  /** A host that has the certificate. */
  private Shell trusting(StoreTree tree, String name) throws IOException {
    Shell shell = make(tree, name);
    changed(rollout(tree, shell, certificate));
    return shell;
  }

  /** The certificate, and another that takes its place, as a spec file's previous has them. */
  private CheckedSpec succession(CaCertificate next) {
    Anchor coming = anchor("harbor" + next.partSuffix(), next, "harbor.example.com:8443");
    Anchor going = anchor("harbor", certificate, "harbor.example.com:8443");
    return new CheckedSpec(
        new TrustSpec(List.of(coming, going)),
        List.of(new Succession(new AnchorName("harbor"), List.of(coming), List.of(going))),
        List.of());
  }

  private Outcome rollout(StoreTree tree, Shell shell, TrustSpec spec) {
    Wanted wanted = new Wanted(host.root(), spec, Stores.named(tree.store()));
    return Convergence.rollout(wanted, plan -> Optional.empty()).run(shell);
  }

  private void assertHas(CaCertificate wanted, boolean has) throws IOException {
    String start = wanted.bodyBase64().substring(0, 64);
    assertThat(host.tree().values().stream().anyMatch(what -> what.contains(start)))
        .as(wanted.words())
        .isEqualTo(has);
  }

  @ParameterizedTest
  @FieldSource("TREES")
  void trustsAnOldAndANewOneAndThenTheNewOneAlone(StoreTree tree) throws IOException {
    CaCertificate next = ca("Next CA");
    CheckedSpec succession = succession(next);
    for (boolean hasOld : new boolean[] {false, true}) {
      Shell shell = hasOld ? trusting(tree, "rotated") : make(tree, "new-and-rotated");

      Evidence both = changed(rollout(tree, shell, succession.spec()));

      assertThat(both.proofs())
          .extracting(Proof::anchor)
          .contains("harbor", "harbor" + next.partSuffix());
      assertHas(certificate, true);
      assertHas(next, true);
      assertThat(rollout(tree, shell, succession.spec())).isInstanceOf(Unchanged.class);

      changed(rollout(tree, shell, succession.succeeded()));

      assertHas(certificate, false);
      assertHas(next, true);
      assertThat(rollout(tree, shell, succession.succeeded())).isInstanceOf(Unchanged.class);
      assertThat(rollout(tree, shell, next)).isInstanceOf(Unchanged.class);
    }
  }

  @ParameterizedTest
  @FieldSource("TREES")
  void trustsOneOfTwoWhereverARotationIsCutOff(StoreTree tree) throws IOException {
    CaCertificate next = ca("Next CA");
    CheckedSpec succession = succession(next);
    Shell counted = trusting(tree, "counted");
    int adding = planned(tree, counted, succession.spec());
    for (int step = 1; step <= adding; step++) {
      Shell shell = trusting(tree, "added-" + step);
      rollout(tree, afterStep(shell, step, "kill -9 $$"), succession.spec());
      assertHas(certificate, true);
    }
    changed(rollout(tree, counted, succession.spec()));
    int removing = planned(tree, counted, succession.succeeded());
    for (int step = 1; step <= removing; step++) {
      Shell shell = trusting(tree, "finished-" + step);
      changed(rollout(tree, shell, succession.spec()));
      rollout(tree, afterStep(shell, step, "kill -9 $$"), succession.succeeded());
      assertHas(next, true);
      rollout(tree, shell, succession.succeeded());
      assertHas(certificate, false);
    }
  }

  private int planned(StoreTree tree, Shell shell, TrustSpec spec) {
    Wanted wanted = new Wanted(host.root(), spec, Stores.named(tree.store()));
    return ((WouldChange) Convergence.dryRun(wanted).run(shell)).plan().steps().size();
  }

  @Test
  void sweepsOnlyWhereAStoreOfTheHostWrites() throws IOException {
    host.write("/home/bob/.hosttrust-1.1.old", "not ours");
    Files.createDirectories(host.path("/etc/containerd"));
    Files.createSymbolicLink(host.path("/etc/containerd/certs.d"), Path.of("../../home/bob"));
    TrustSpec spec =
        new TrustSpec(List.of(anchor("harbor", certificate, "harbor.example.com:8443")));
    Wanted wanted = new Wanted(host.root(), spec, Stores.named(Stores.AUTO));

    changed(Convergence.rollout(wanted, plan -> Optional.empty()).run(host));

    assertThat(host.path("/home/bob/.hosttrust-1.1.old")).hasContent("not ours");
  }

  /** Makes the store's directory a link, as where it was moved to another disk. */
  private void link(StoreTree tree) throws IOException {
    Path linked = host.path(tree.directory());
    Path moved = host.path("/data/moved");
    Files.createDirectories(moved.getParent());
    Files.createDirectories(linked);
    Files.move(linked, moved);
    Files.createSymbolicLink(linked, linked.resolveSibling(".").relativize(moved));
  }

  @ParameterizedTest
  @FieldSource("TREES")
  void followsALinkThatOnlyRootCanHaveMade(StoreTree tree) throws IOException {
    Shell shell = make(tree, "linked");
    link(tree);

    Evidence evidence = changed(rollout(tree, shell, certificate));

    assertThat(rollout(tree, shell, certificate)).isInstanceOf(Unchanged.class);
    assertThat(host.path(tree.directory())).isSymbolicLink();
    assertThat(evidence.proofs())
        .extracting(Proof::path)
        .noneMatch(path -> path.startsWith(tree.directory() + "/"));
  }

  @ParameterizedTest
  @FieldSource("TREES")
  void refusesALinkThatOthersCanLeadElsewhere(StoreTree tree) throws IOException {
    Shell shell = make(tree, "open");
    link(tree);
    Files.setPosixFilePermissions(host.path("/data"), PosixFilePermissions.fromString("rwxr-xrwx"));
    SortedMap<String, String> before = host.tree();

    assertReason(rollout(tree, shell, certificate))
        .contains("others than root may change " + host.path("/data"));

    assertThat(host.tree()).isEqualTo(before);
  }
}
