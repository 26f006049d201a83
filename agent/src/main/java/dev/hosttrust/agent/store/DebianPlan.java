// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static dev.hosttrust.agent.store.DebianStore.ADMINISTRATOR_CERTIFICATES;
import static dev.hosttrust.agent.store.DebianStore.CERTIFICATES;
import static dev.hosttrust.agent.store.DebianStore.CONFIGURATION;
import static dev.hosttrust.agent.store.DebianStore.HASHED;
import static dev.hosttrust.agent.store.DebianStore.LOCAL_DIRECTORY;
import static dev.hosttrust.agent.store.DebianStore.bundled;
import static dev.hosttrust.agent.store.DebianStore.entry;
import static dev.hosttrust.agent.store.DebianStore.file;
import static dev.hosttrust.agent.store.DebianStore.hashLinks;
import static dev.hosttrust.agent.store.DebianStore.pemLink;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.LinkFact;
import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.facts.PathFact.Link;
import dev.hosttrust.agent.facts.PathFact.LinkToFile;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.plan.HostTool;
import dev.hosttrust.agent.plan.Replacement;
import dev.hosttrust.agent.plan.Step.Effect;
import dev.hosttrust.agent.plan.Step.RunTool;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The plan for the system store of one host, with the reasons to run the tool as they are found.
 * For one thread.
 */
final class DebianPlan {
  private static final String HOOKS = "/etc/ca-certificates/update.d";

  /**
   * It appends to a {@code .new} of the bundle, and exits 0 with a certificate missing or a hook
   * failing, which only its lines tell.
   */
  private static final HostTool TOOL =
      new HostTool(
          DebianStore.PROGRAM,
          "the system store",
          List.of(DebianStore.BUNDLE + ".new"),
          List.of(HASHED),
          List.of("W:", "E:"));

  private static final String TAKES_EFFECT =
      "at once for programs that start; those that run, such as dockerd, containerd and the"
          + " kubelet, see it when they are restarted";

  private final Wanted wanted;
  private final Facts facts;
  private final Steps steps;
  private final List<Anchor> anchors;
  private final DebianRemoval removal;
  private final JavaKeystore keystore;
  private final SequencedMap<AnchorName, String> reasons = new LinkedHashMap<>();
  private boolean fresh;

  DebianPlan(Wanted wanted, Facts facts, Steps steps) {
    this.wanted = wanted;
    this.facts = facts;
    this.steps = steps;
    this.anchors = DebianStore.placed(wanted, facts);
    this.removal = new DebianRemoval(wanted, facts);
    this.keystore = new JavaKeystore(wanted.root(), facts);
  }

  void plan() {
    if (!anchors.isEmpty()) {
      steps.directory(CERTIFICATES);
      steps.ownDirectory(LOCAL_DIRECTORY);
    }
    anchors.forEach(this::anchorFile);
    Optional<Content> conf = facts.content(CONFIGURATION);
    if (conf.isEmpty()) {
      // Nothing is wanted and nothing has an effect.
      leave(new CertificatesConf(List.of()));
      return;
    }
    CertificatesConf selected = selected(CertificatesConf.of(conf.get()));
    anchors.forEach(this::effect);
    List<String> why = why();
    steps.edit(CONFIGURATION, (why.isEmpty() ? selected : removal.deselected(selected)).content());
    if (!why.isEmpty()) {
      List<String> options = fresh ? List.of("--fresh") : List.of();
      steps.run(
          new RunTool(
              TOOL,
              options,
              treeOptions(),
              removal.leaving(),
              List.of(),
              effects(),
              why,
              TAKES_EFFECT));
    }
    removal.keystore().tell(fresh).ifPresent(steps::run);
    CertificatesConf rest = removal.without(selected);
    steps.afterTools();
    steps.edit(CONFIGURATION, rest.content());
    leave(rest);
  }

  /** The files that nothing selects any more go, and what stays is told. */
  private void leave(CertificatesConf rest) {
    removal.files().forEach(steps::remove);
    EarlierAnchors.warning(anchors, rest).ifPresent(steps::warn);
    removal.warnings().forEach(steps::warn);
    keystore.notLookedInto().ifPresent(steps::warn);
  }

  private void anchorFile(Anchor anchor) {
    String path = file(anchor);
    Content content = Content.of(anchor.content());
    steps.file(path, content);
    switch (facts.at(path)) {
      // The links are there, so without --fresh the tool would report "0 added" and keep a hash
      // link that may be the old certificate's.
      case RegularFile file when !file.content().equals(content) -> {
        fresh = true;
        because(anchor, held(anchor, file.content(), content));
      }
      case LinkToFile link -> {
        fresh |= !link.content().equals(content);
        because(anchor, anchor.fileName() + " was a link to " + link.target());
      }
      case Link link -> {
        fresh = true;
        because(anchor, anchor.fileName() + " was a link to " + link.target());
      }
      case Absent absent -> because(anchor, anchor.fileName() + " is new");
      default -> {}
    }
  }

  private static String held(Anchor anchor, Content file, Content content) {
    return anchor.fileName()
        + " held "
        + Replacement.of(file(anchor), file, content)
            .map(Replacement::words)
            .orElse("the same certificate with another text");
  }

  /** Only the first reason of an anchor is worth reading: the others follow from it. */
  private void because(Anchor anchor, String reason) {
    reasons.putIfAbsent(anchor.name(), reason);
  }

  private CertificatesConf selected(CertificatesConf conf) {
    CertificatesConf all = conf;
    for (Anchor anchor : anchors) {
      CertificatesConf selected = all.select(entry(anchor));
      if (!selected.equals(all)) {
        because(anchor, CONFIGURATION + " did not select " + entry(anchor));
      }
      all = selected;
    }
    return all;
  }

  private void effect(Anchor anchor) {
    if (facts.of(bundled(anchor)).isEmpty()) {
      because(anchor, "the bundle lacked " + anchor.name());
    }
    if (facts.of(hashLinks(anchor)).isEmpty()) {
      because(anchor, "no hash link led to " + anchor.fileName());
      // Where the .pem link is there, the tool takes it that the hash link is there, too.
      LinkFact link = facts.of(pemLink(anchor));
      fresh |= link.kind() == LinkFact.Kind.TO_FILE;
    }
    if (keystore.lacks(anchor.certificate())) {
      because(anchor, "Java's keystore lacked " + anchor.name());
      // Its hook is told of links that are new.
      fresh |= facts.of(pemLink(anchor)).kind() != LinkFact.Kind.ABSENT;
    }
  }

  /**
   * Why the tool is run; empty if it is not. Hooks are told what was added to the links and taken
   * from them, and nothing else. Where a run was cut off before they were done, the links are made
   * anew, so that they hear of all certificates again.
   */
  private List<String> why() {
    List<String> why = new ArrayList<>(reasons.values());
    why.addAll(removal.reasons());
    fresh |= removal.needsFreshLinks();
    if (facts.cutOff(HASHED)) {
      fresh = true;
      why.addFirst("an earlier run was cut off, perhaps before the hooks ran");
    }
    return why;
  }

  private List<String> treeOptions() {
    TreeRoot root = wanted.root();
    return root.isSystem()
        ? List.of()
        : List.of(
            "--certsconf", root.path() + CONFIGURATION,
            "--certsdir", root.path() + CERTIFICATES,
            "--localcertsdir", root.path() + ADMINISTRATOR_CERTIFICATES,
            "--etccertsdir", root.path() + HASHED,
            "--hooksdir", root.path() + HOOKS);
  }

  private List<Effect> effects() {
    List<Effect> effects = new ArrayList<>();
    for (Anchor anchor : anchors) {
      String name = anchor.name().value();
      effects.add(new Effect(bundled(anchor), "the bundle lacks", name));
      effects.add(new Effect(hashLinks(anchor), "no hash link leads to", name));
    }
    effects.addAll(removal.effects());
    return effects;
  }
}
