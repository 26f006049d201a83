// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static dev.hosttrust.agent.store.DebianStore.bundled;
import static dev.hosttrust.agent.store.DebianStore.entry;
import static dev.hosttrust.agent.store.DebianStore.file;
import static dev.hosttrust.agent.store.DebianStore.hashLinks;
import static dev.hosttrust.agent.store.DebianStore.pemLink;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.LinkFact;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.plan.Step.Effect;
import dev.hosttrust.agent.trust.AbsentAnchor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What goes from the system store of one host. First the tool runs with the entries deselected,
 * because only then its hooks hear that a certificate went; the lines and files go behind it, where
 * nothing is left that the tool would have to do (docs/decisions/0014-absent.md).
 */
final class DebianRemoval {
  private final Wanted wanted;
  private final Facts facts;
  private final AbsentFiles local;
  private final JavaKeystore keystore;
  private final CertificatesConf conf;
  private final Set<String> trusted;
  private final List<Gone> all = new ArrayList<>();
  private final OtherCopies copies;

  DebianRemoval(Wanted wanted, Facts facts) {
    this.wanted = wanted;
    this.facts = facts;
    this.keystore = new JavaKeystore(wanted.root(), facts);
    this.local = new AbsentFiles(DebianStore.LOCAL_DIRECTORY, wanted, facts);
    this.conf = CertificatesConf.on(facts);
    this.trusted =
        wanted.spec().anchors().stream()
            .map(anchor -> anchor.certificate().fingerprint())
            .collect(Collectors.toSet());
    for (AbsentAnchor anchor : wanted.spec().absent()) {
      for (String name : local.names(anchor, listed())) {
        if (local.goes(anchor, name)) {
          LinkFact.Kind link = facts.of(pemLink(name)).kind();
          all.add(new Gone(name, anchor, certificates(anchor, name), link));
        }
      }
    }
    this.copies = new OtherCopies(wanted, facts, conf, all);
  }

  /** The files that the configuration names. */
  private List<String> listed() {
    return conf.entries().stream().map(entry -> DebianStore.CERTIFICATES + "/" + entry).toList();
  }

  /** Without those that are trusted under another name. */
  private List<CaCertificate> certificates(AbsentAnchor anchor, String name) {
    List<CaCertificate> certificates =
        anchor.certificate().map(List::of).orElseGet(() -> local.in(name));
    return certificates.stream().filter(c -> !trusted.contains(c.fingerprint())).toList();
  }

  /** What is to be known of a host, in addition to what the whole store asks. */
  List<Question<?>> questions() {
    List<Question<?>> questions = new ArrayList<>(local.questions(listed()));
    for (Gone gone : all) {
      questions.add(Path.file(file(gone.name())));
      questions.add(pemLink(gone.name()));
      questions.addAll(keystore.questions(gone.name()));
      for (CaCertificate certificate : gone.certificates()) {
        questions.add(bundled(certificate));
        questions.addAll(copies.questions(certificate));
        questions.addAll(keystore.questions(certificate));
        questions.add(hashLinks(certificate, gone.name()));
      }
    }
    return questions;
  }

  /** Why the tool would not take the trust away. It writes no bundle that is empty. */
  List<String> obstacles() {
    boolean last =
        wanted.spec().anchors().isEmpty()
            && without(conf).selected().isEmpty()
            && facts.of(DebianStore.ADMINISTRATORS).isEmpty();
    return last && all.stream().anyMatch(this::isBundled)
        ? List.of(
            "%s selects no other CA, and then %s leaves the bundle as it is; select another one first"
                .formatted(DebianStore.CONFIGURATION, DebianStore.PROGRAM))
        : copies.obstacles();
  }

  /** The files that go. */
  List<String> files() {
    return all.stream().map(gone -> file(gone.name())).filter(facts::exists).distinct().toList();
  }

  /** Where others may have found what goes: the files and the links to them. */
  SequencedSet<String> paths() {
    SequencedSet<String> paths = new LinkedHashSet<>(files());
    all.stream()
        .filter(gone -> gone.link() == LinkFact.Kind.TO_FILE)
        .map(gone -> pemLink(gone.name()).path())
        .forEach(paths::add);
    return paths;
  }

  /** The files whose links the tool takes away. */
  List<String> leaving() {
    return all.stream()
        .filter(gone -> gone.link() == LinkFact.Kind.TO_FILE)
        .map(gone -> file(gone.name()))
        .distinct()
        .toList();
  }

  /** The configuration with which the tool takes the trust away. */
  CertificatesConf deselected(CertificatesConf selected) {
    CertificatesConf deselected = selected;
    for (Gone gone : all) {
      if (gone.isLinked() || (deselected.has(entry(gone.name())) && !gone.isForeign())) {
        deselected = deselected.deselect(entry(gone.name()));
      }
    }
    return deselected;
  }

  /** The configuration afterwards. */
  CertificatesConf without(CertificatesConf selected) {
    CertificatesConf rest = selected;
    for (Gone gone : all) {
      rest = rest.without(entry(gone.name()));
    }
    return rest;
  }

  private boolean isBundled(Gone gone) {
    return gone.certificates().stream().anyMatch(c -> facts.of(bundled(c)).isPresent());
  }

  private boolean isHashed(Gone gone) {
    return gone.certificates().stream()
        .anyMatch(c -> !facts.of(hashLinks(c, gone.name())).isEmpty());
  }

  /** Whether anything is trusted that only the tool, or a hook of it, takes away. */
  boolean needsTool() {
    return !reasons().isEmpty()
        || keystore().tell(false).isPresent()
        || facts.cutOff(DebianStore.HASHED);
  }

  /** Why the tool must be run; empty if none of it has an effect. */
  List<String> reasons() {
    return all.stream().flatMap(gone -> reason(gone).stream()).distinct().toList();
  }

  private Optional<String> reason(Gone gone) {
    String file = gone.name() + ".crt";
    if (gone.isLinked()) {
      return Optional.of(
          facts.exists(file(gone.name()))
              ? file + " is no longer trusted"
              : "a link led to " + file + ", which is not there");
    }
    if (isBundled(gone)) {
      return Optional.of("the bundle still had " + gone.anchor().name());
    }
    return isHashed(gone)
        ? Optional.of("a hash link still led to " + gone.anchor().name())
        : Optional.empty();
  }

  /** Whether the tool would leave a hash link, for want of a link that it can take away. */
  boolean needsFreshLinks() {
    return all.stream().anyMatch(gone -> isHashed(gone) && all.stream().noneMatch(Gone::isLinked));
  }

  /** The same of Java's keystore. */
  KeystoreRemoval keystore() {
    return new KeystoreRemoval(keystore, all);
  }

  /** What must not hold any more behind the tool. */
  List<Effect> effects() {
    List<Effect> effects = new ArrayList<>();
    for (Gone gone : all) {
      for (CaCertificate certificate : gone.certificates()) {
        String name = gone.anchor().name().value();
        effects.add(
            Effect.gone(
                bundled(certificate),
                ("another entry of %s, or another file in %s, still gives the bundle the"
                        + " certificate of")
                    .formatted(DebianStore.CONFIGURATION, DebianStore.ADMINISTRATOR_CERTIFICATES),
                name));
        effects.add(
            Effect.gone(hashLinks(certificate, gone.name()), "a hash link still leads to", name));
      }
    }
    return effects.stream().distinct().toList();
  }

  /** What is left although it has the name. */
  List<String> warnings() {
    return local.left();
  }

  /** What shows that nothing is left. */
  List<Proof> proofs(String store) {
    List<Proof> proofs = new ArrayList<>();
    for (Gone gone : all) {
      String name = gone.anchor().name().value();
      String path = facts.real(DebianStore.LOCAL_DIRECTORY) + "/" + gone.name() + ".crt";
      if (gone.anchor().certificate().isEmpty() && !facts.exists(file(gone.name()))) {
        proofs.add(new Proof(store, name, Proof.Kind.ABSENT, path, ""));
      }
      for (CaCertificate certificate : gone.certificates()) {
        String sha256 = certificate.fingerprint();
        if (facts.of(bundled(certificate)).isEmpty()) {
          String bundle = facts.real(DebianStore.BUNDLE);
          proofs.add(new Proof(store, name, Proof.Kind.ABSENT, bundle, sha256));
        }
        if (facts.of(hashLinks(certificate, gone.name())).isEmpty()) {
          String links = facts.real(DebianStore.HASHED);
          proofs.add(new Proof(store, name, Proof.Kind.ABSENT, links, sha256));
        }
        if (keystore.isThere() && !keystore.has(certificate)) {
          String file = facts.real(JavaKeystore.FILE);
          proofs.add(new Proof(store, name, Proof.Kind.ABSENT, file, sha256));
        }
      }
    }
    return proofs.stream().distinct().toList();
  }
}
