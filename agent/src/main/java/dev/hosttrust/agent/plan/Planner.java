// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

import dev.hosttrust.agent.facts.AnchorFacts;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.HostFacts;
import dev.hosttrust.agent.facts.Layout;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.facts.PathFact.Directory;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.plan.Step.ChangeAttributes;
import dev.hosttrust.agent.plan.Step.CreateDirectory;
import dev.hosttrust.agent.plan.Step.RemoveLeftovers;
import dev.hosttrust.agent.plan.Step.UpdateTrust;
import dev.hosttrust.agent.plan.Step.WriteFile;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.RegistryFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Plans one host. The wanted paths, modes and owners are those of the Ansible tasks that hosttrust
 * stands in for; beyond them the plan goes by the effect: files that are right while the bundle or
 * a hash link lacks the certificate are a change to make.
 */
public final class Planner {
  private final Survey survey;
  private final HostFacts facts;
  private final Attributes directoryAttributes;
  private final Attributes fileAttributes;
  private final List<Step> steps = new ArrayList<>();
  private final SequencedMap<AnchorName, String> reasons = new LinkedHashMap<>();
  private boolean fresh;

  private Planner(Survey survey, HostFacts facts) {
    this.survey = survey;
    this.facts = facts;
    int uid = survey.root().isSystem() ? 0 : facts.uid();
    int gid = survey.root().isSystem() ? 0 : facts.gid();
    this.directoryAttributes = new Attributes(0755, uid, gid);
    this.fileAttributes = new Attributes(0644, uid, gid);
  }

  /**
   * @return a {@link Plan}, or {@link Obstacles} if something must be put right by hand first
   */
  public static Planned plan(Survey survey, HostFacts facts) {
    List<String> obstacles = HostCheck.obstacles(survey, facts);
    if (!obstacles.isEmpty()) {
      return new Obstacles(obstacles);
    }
    Plan plan = new Planner(survey, facts).plan();
    List<String> unwritable = HostCheck.unwritable(plan);
    return unwritable.isEmpty() ? plan : new Obstacles(unwritable);
  }

  private Plan plan() {
    if (facts.leftovers()) {
      steps.add(new RemoveLeftovers());
    }
    ensureDirectory(Layout.CERTIFICATES);
    ownDirectory(Layout.LOCAL_DIRECTORY);
    survey.spec().anchors().forEach(this::anchorFile);
    configuration();
    registries(survey.spec().registryFiles());
    survey.spec().anchors().forEach(this::effect);
    update();
    SequencedMap<String, PathFact> guards = new LinkedHashMap<>();
    survey.paths().forEach(path -> guards.put(path, facts.at(path)));
    return new Plan(steps, guards, warnings());
  }

  /** A directory on the way, whose mode and owner are the system's affair once it exists. */
  private void ensureDirectory(String path) {
    if (facts.at(path) instanceof Absent) {
      steps.add(new CreateDirectory(path, directoryAttributes));
    }
  }

  private void ownDirectory(String path) {
    ensureDirectory(path);
    if (facts.at(path) instanceof Directory directory) {
      attributes(path, directory, directory.attributes(), directoryAttributes);
    }
  }

  private void attributes(String path, PathFact before, Attributes from, Attributes to) {
    if (!from.equals(to)) {
      steps.add(new ChangeAttributes(path, before, from, to));
    }
  }

  /** Writes the file, or puts only its mode and owner right. */
  private void file(String path, Content content) {
    PathFact before = facts.at(path);
    if (before instanceof RegularFile file && file.content().equals(content)) {
      attributes(path, file, file.attributes(), fileAttributes);
    } else {
      steps.add(new WriteFile(path, before, fileAttributes, content));
    }
  }

  private void anchorFile(Anchor anchor) {
    String path = survey.file(anchor);
    Content content = Content.of(anchor.content());
    file(path, content);
    switch (facts.at(path)) {
      case RegularFile file when !file.content().equals(content) -> {
        // The links stand, so without --fresh the tool would report "0 added" and keep a hash link
        // that may be the old certificate's.
        fresh = true;
        because(anchor, held(anchor, file, content));
      }
      case Absent absent -> because(anchor, anchor.fileName() + " is new");
      default -> {}
    }
  }

  private String held(Anchor anchor, RegularFile file, Content content) {
    return anchor.fileName()
        + " held "
        + Replacement.of(survey.file(anchor), file, content)
            .map(Replacement::words)
            .orElse("the same certificate with another text");
  }

  /** Only the first reason of an anchor is worth reading: the others follow from it. */
  private void because(Anchor anchor, String reason) {
    reasons.putIfAbsent(anchor.name(), reason);
  }

  private void configuration() {
    String path = Layout.CONFIGURATION;
    if (!(facts.at(path) instanceof RegularFile file)) {
      throw new IllegalStateException(path + " was checked to be a file");
    }
    CertificatesConf conf = CertificatesConf.of(file.content());
    for (Anchor anchor : survey.spec().anchors()) {
      CertificatesConf selected = conf.select(Survey.entry(anchor));
      if (!selected.equals(conf)) {
        because(anchor, path + " did not select " + Survey.entry(anchor));
      }
      conf = selected;
    }
    if (!conf.content().equals(file.content())) {
      steps.add(new WriteFile(path, file, file.attributes(), conf.content()));
    }
  }

  private List<String> warnings() {
    return facts.at(Layout.CONFIGURATION) instanceof RegularFile file
        ? EarlierAnchors.warning(survey.spec(), CertificatesConf.of(file.content())).stream()
            .toList()
        : List.of();
  }

  private void registries(List<RegistryFile> files) {
    if (!files.isEmpty()) {
      ensureDirectory(Layout.DOCKER);
      ensureDirectory(Layout.DOCKER_CERTIFICATES);
    }
    for (RegistryFile file : files) {
      ownDirectory(survey.directory(file.registry()));
      file(survey.file(file), Content.of(file.content()));
    }
  }

  /**
   * Hooks are told what was added to the links, and nothing else. Where a run was cut off before
   * they were done, the links are made anew, so that they hear of all certificates again.
   */
  private void update() {
    List<String> why = new ArrayList<>(reasons.values());
    if (facts.updateCutOff()) {
      why.addFirst("an earlier run was cut off, perhaps before the hooks ran");
    }
    if (!why.isEmpty()) {
      steps.add(new UpdateTrust(fresh || facts.updateCutOff(), why));
    }
  }

  private void effect(Anchor anchor) {
    AnchorFacts effect = facts.of(anchor.name());
    if (effect.bundled().isEmpty()) {
      because(anchor, "the bundle lacked " + anchor.name());
    }
    if (effect.hashLinks().isEmpty()) {
      because(anchor, "no hash link led to " + anchor.fileName());
      // Where the .pem link stands, the tool believes that the hash link does, too.
      fresh |= effect.pem().kind() == AnchorFacts.Pem.Kind.OURS;
    }
  }
}
