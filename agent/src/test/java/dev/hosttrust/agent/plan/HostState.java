// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

import dev.hosttrust.agent.facts.AnchorFacts;
import dev.hosttrust.agent.facts.AnchorFacts.Pem;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.HostFacts;
import dev.hosttrust.agent.facts.Layout;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.facts.PathFact.Directory;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Facts of a host on which all is as it should be, and ways to make it otherwise. */
public final class HostState {
  public static final Attributes DIRECTORY = new Attributes(0755, 0, 0);
  public static final Attributes FILE = new Attributes(0644, 0, 0);
  private static final String MOZILLA = "# comment\nmozilla/Root_1.crt\n";

  private final Survey survey;
  private final SequencedMap<String, PathFact> paths = new LinkedHashMap<>();
  private final Map<AnchorName, AnchorFacts> anchors = new HashMap<>();
  private final Set<String> missingTools = new HashSet<>();
  private final List<String> administratorCertificates = new ArrayList<>();
  private int uid;
  private boolean leftovers;
  private boolean updateCutOff;

  private HostState(Survey survey) {
    this.survey = survey;
    survey.paths().forEach(path -> paths.put(path, new Directory(DIRECTORY, true)));
    StringBuilder conf = new StringBuilder(MOZILLA);
    for (Anchor anchor : survey.spec().anchors()) {
      file(survey.file(anchor), Content.of(anchor.content()));
      conf.append(Survey.entry(anchor)).append('\n');
      Content der = Content.of(anchor.certificate().der());
      String link = anchor.certificate().subjectHash() + ".0";
      Pem pem = new Pem(Pem.Kind.OURS, survey.file(anchor));
      anchors.put(anchor.name(), new AnchorFacts(Optional.of(der), List.of(link), pem));
    }
    file(Layout.CONFIGURATION, Content.of(conf.toString()));
    survey
        .spec()
        .registryFiles()
        .forEach(file -> file(survey.file(file), Content.of(file.content())));
  }

  /** All of the survey is there and effective. */
  public static HostState converged(Survey survey) {
    return new HostState(survey);
  }

  /** Nothing of the survey is there but what the distribution brings. */
  public static HostState fresh(Survey survey) {
    HostState state = new HostState(survey);
    survey.paths().forEach(state::absent);
    state.at(Layout.HASHED, new Directory(DIRECTORY, true));
    state.at(Layout.CERTIFICATES, new Directory(DIRECTORY, true));
    state.conf(MOZILLA);
    state.anchors.clear();
    return state;
  }

  public HostState at(String path, PathFact fact) {
    paths.put(path, fact);
    return this;
  }

  public HostState absent(String path) {
    return at(path, new Absent());
  }

  public HostState file(String path, Content content) {
    return at(path, new RegularFile(FILE, content));
  }

  public HostState conf(String text) {
    return file(Layout.CONFIGURATION, Content.of(text));
  }

  /** Another mode or owner for what stands at a path. */
  public HostState attributes(String path, Attributes attributes) {
    return at(
        path,
        switch (paths.get(path)) {
          case Directory directory -> new Directory(attributes, directory.writable());
          case RegularFile file -> new RegularFile(attributes, file.content());
          case null, default -> throw new IllegalArgumentException(path);
        });
  }

  public HostState effect(Anchor anchor, AnchorFacts facts) {
    anchors.put(anchor.name(), facts);
    return this;
  }

  public HostState administratorCertificate(String path) {
    administratorCertificates.add(path);
    return this;
  }

  public HostState lacks(String tool) {
    missingTools.add(tool);
    return this;
  }

  public HostState uid(int other) {
    uid = other;
    return this;
  }

  public HostState leftovers() {
    leftovers = true;
    return this;
  }

  /** The left-overs of a run that may not have got to the end of the tool. */
  public HostState updateCutOff() {
    updateCutOff = true;
    return leftovers();
  }

  public HostFacts facts() {
    return new HostFacts(
        uid, uid, missingTools, paths, anchors, administratorCertificates, leftovers, updateCutOff);
  }

  public Survey survey() {
    return survey;
  }
}
