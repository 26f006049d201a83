// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.LinkFact;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.facts.PathFact.Directory;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.LinkTo;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path.Use;
import dev.hosttrust.agent.facts.Question.Tool;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.RegistryFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/** Facts of a host on which all is as it should be, and ways to make it otherwise. */
public final class HostState {
  public static final Attributes DIRECTORY = new Attributes(0755, 0, 0);
  public static final Attributes FILE = new Attributes(0644, 0, 0);
  private static final String MOZILLA = "# comment\nmozilla/Root_1.crt\n";
  private static final Names ADMINISTRATORS =
      new Names(DebianStore.ADMINISTRATOR_CERTIFICATES, ".crt");

  private final Wanted wanted;
  private final SequencedMap<String, PathFact> paths = new LinkedHashMap<>();
  private final Map<Anchor, Optional<Content>> bundled = new HashMap<>();
  private final Map<Anchor, List<String>> hashLinks = new HashMap<>();
  private final Map<Anchor, LinkFact> pemLinks = new HashMap<>();
  private final Set<String> tools = new HashSet<>(Set.of("update-ca-certificates", "openssl"));
  private final List<String> administratorCertificates = new ArrayList<>();
  private final Set<String> missing = new LinkedHashSet<>();
  private int uid;
  private boolean leftovers;
  private boolean updateCutOff;

  private HostState(Wanted wanted) {
    this.wanted = wanted;
    asked(wanted).forEach(path -> paths.put(path, new Directory(DIRECTORY, true)));
    lookedAt(wanted).forEach(this::absent);
    StringBuilder conf = new StringBuilder(MOZILLA);
    for (Anchor anchor : wanted.spec().anchors()) {
      file(DebianStore.file(anchor), Content.of(anchor.content()));
      conf.append(DebianStore.entry(anchor)).append('\n');
      bundled.put(anchor, Optional.of(Content.of(anchor.certificate().der())));
      hashLinks.put(anchor, List.of(anchor.certificate().subjectHash() + ".0"));
      pemLinks.put(anchor, new LinkFact(LinkFact.Kind.TO_FILE, ""));
    }
    file(DebianStore.CONFIGURATION, Content.of(conf.toString()));
    for (RegistryFile file : wanted.spec().registryFiles()) {
      file("/etc/docker/certs.d/" + file.registry() + "/ca.crt", Content.of(file.content()));
    }
  }

  /** The paths that a host is asked for, in order. */
  public static List<String> asked(Wanted wanted) {
    return paths(Stores.questions(wanted, Facts.NONE).stream());
  }

  /** The paths among questions, each once. */
  static List<String> paths(Stream<? extends Question<?>> questions) {
    return questions
        .filter(Question.Path.class::isInstance)
        .map(question -> ((Question.Path) question).path())
        .distinct()
        .toList();
  }

  /** Those that no store writes, and that a host need not have. */
  private static List<String> lookedAt(Wanted wanted) {
    return paths(
        Stores.questions(wanted, Facts.NONE).stream()
            .filter(question -> question instanceof Question.Path p && p.use() == Use.LOOK));
  }

  /** All that is wanted is there and effective. */
  public static HostState converged(Wanted wanted) {
    return new HostState(wanted);
  }

  /** Nothing that is wanted is there but what the distribution brings. */
  public static HostState fresh(Wanted wanted) {
    HostState state = new HostState(wanted);
    asked(wanted).forEach(state::absent);
    state.at(DebianStore.HASHED, new Directory(DIRECTORY, true));
    state.at(DebianStore.CERTIFICATES, new Directory(DIRECTORY, true));
    state.conf(MOZILLA);
    wanted.spec().anchors().forEach(state::withoutEffect);
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
    return file(DebianStore.CONFIGURATION, Content.of(text));
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

  /** The bundle lacks the anchor. */
  public HostState unbundled(Anchor anchor) {
    bundled.put(anchor, Optional.empty());
    return this;
  }

  /** No hash link leads to the anchor. */
  public HostState unhashed(Anchor anchor) {
    hashLinks.put(anchor, List.of());
    return this;
  }

  /** What stands at the anchor's {@code .pem} link. */
  public HostState pemLink(Anchor anchor, LinkFact.Kind kind, String target) {
    pemLinks.put(anchor, new LinkFact(kind, target));
    return this;
  }

  /** Neither in the bundle nor linked. */
  public HostState withoutEffect(Anchor anchor) {
    return unbundled(anchor).unhashed(anchor).pemLink(anchor, LinkFact.Kind.ABSENT, "");
  }

  public HostState administratorCertificate(String path) {
    administratorCertificates.add(path);
    return this;
  }

  /** A tool of the distribution is missing, or one that the agent itself needs. */
  public HostState lacks(String tool) {
    if (!tools.remove(tool)) {
      missing.add(tool);
    }
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

  public Facts facts() {
    Facts.Builder facts = new Facts.Builder().identity(uid, uid);
    missing.forEach(facts::missingTool);
    paths.forEach(facts::at);
    for (Anchor anchor : wanted.spec().anchors()) {
      facts.answer(DebianStore.bundled(anchor), bundled.getOrDefault(anchor, Optional.empty()));
      facts.answer(DebianStore.hashLinks(anchor), hashLinks.getOrDefault(anchor, List.of()));
      LinkTo pemLink = DebianStore.pemLink(anchor);
      facts.answer(pemLink, pemLinks.getOrDefault(anchor, pemLink.none()));
    }
    facts.answer(ADMINISTRATORS, List.copyOf(administratorCertificates));
    tools.forEach(tool -> facts.answer(new Tool(tool), true));
    if (updateCutOff) {
      facts.cutOff(DebianStore.HASHED);
    }
    if (leftovers) {
      facts.leftovers(DebianStore.LOCAL_DIRECTORY);
    }
    return facts.build();
  }

  public Wanted wanted() {
    return wanted;
  }
}
