// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.certificate.FoundCertificates;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.AbsentAnchor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What goes of the files that Firefox's policies list. */
final class FirefoxRemoval {
  private final Wanted wanted;
  private final Facts facts;
  private final AbsentFiles own;
  private final AbsentFiles system;

  FirefoxRemoval(Wanted wanted, Facts facts) {
    this.wanted = wanted;
    this.facts = facts;
    this.own = new AbsentFiles(FirefoxStore.OWN, wanted, facts);
    this.system = RegistryRemoval.local(wanted, facts);
  }

  /** What the host is asked. */
  List<Question<?>> questions() {
    if (wanted.spec().absent().isEmpty()) {
      return List.of();
    }
    List<Question<?>> questions = new ArrayList<>(own.questions(List.of()));
    questions.addAll(system.questions(List.of()));
    own.going().forEach(path -> questions.add(Path.file(path)));
    questions.add(new Names(FirefoxStore.OWN, ""));
    List<String> others = others();
    left().forEach(left -> questions.addAll(left.questions(others)));
    return questions;
  }

  /**
   * What policies must not list any longer: our files, and the system store's of the same anchors,
   * which an administrator may have listed.
   */
  Set<String> unlisted() {
    Set<String> unlisted = new LinkedHashSet<>(own.going());
    unlisted.addAll(system.going());
    return unlisted;
  }

  /** One for each anchor that goes. */
  private List<LeftTrust> left() {
    return wanted.spec().absent().stream()
        .map(anchor -> new LeftTrust("Firefox", List.of(anchor), own.of(anchor), facts))
        .toList();
  }

  /** The files that policies list and that are not ours. */
  private List<String> others() {
    List<String> others = new ArrayList<>();
    if (PoliciesSource.obstacles(facts).isEmpty()) {
      others.addAll(FirefoxPolicies.installed(PoliciesSource.of(facts).content().latin1()));
    }
    others.removeIf(path -> !path.startsWith("/") || path.startsWith(FirefoxStore.OWN + "/"));
    others.removeAll(unlisted());
    return others;
  }

  /** Where the policies list the files no longer. */
  void plan(Steps steps) {
    List<String> files = own.going().stream().filter(facts::exists).toList();
    for (String file : files) {
      facts.content(file).map(content -> FoundCertificates.in(content.latin1())).stream()
          .flatMap(List::stream)
          .map(FirefoxRemoval::remembered)
          .forEach(steps::warn);
    }
    if (wanted.spec().anchors().isEmpty()) {
      steps.removeWithDirectory(FirefoxStore.OWN, files);
    } else {
      files.forEach(steps::remove);
    }
    own.left().forEach(steps::warn);
  }

  /** The files that policies list and that keep it trusted. */
  List<LeftTrust.Kept> kept() {
    List<String> others = others();
    return left().stream().flatMap(left -> left.kept(others).stream()).toList();
  }

  /** What people should know: Firefox does not forget a certificate. */
  static String remembered(CaCertificate certificate) {
    return "profiles of Firefox that have "
        + certificate.described()
        + " go on trusting it; see docs/stores.md for how to take it out";
  }

  /** That no file that is listed has the certificates. */
  List<Proof> proofs(String store) {
    List<Proof> proofs = new ArrayList<>();
    List<String> others = others();
    for (LeftTrust left : left()) {
      AbsentAnchor anchor = left.anchors().getFirst();
      String sha256 = anchor.certificate().map(CaCertificate::fingerprint).orElse("");
      String path = facts.real(FirefoxStore.OWN) + "/" + anchor.name() + ".crt";
      if (!left.isIn(others) && (own.of(anchor).isEmpty() || anchor.certificate().isPresent())) {
        proofs.add(new Proof(store, anchor.name().value(), Proof.Kind.ABSENT, path, sha256));
      }
    }
    return proofs;
  }
}
