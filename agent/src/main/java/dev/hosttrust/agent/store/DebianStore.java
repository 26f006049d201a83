// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.daemon.ReadAtStart;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.evidence.Proof.Kind;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.LinkFact;
import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.facts.PathFact.Link;
import dev.hosttrust.agent.facts.PathFact.LinkToFile;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Bundled;
import dev.hosttrust.agent.facts.Question.HashLinks;
import dev.hosttrust.agent.facts.Question.LinkTo;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.facts.Question.Tool;
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
 * The system store of Debian and its like: {@code update-ca-certificates(8)}. The wanted paths,
 * modes and owners are those of the Ansible tasks that hosttrust stands in for; beyond them the
 * plan goes by the effect: files that are right while the bundle or a hash link lacks the
 * certificate are a change to make.
 */
public final class DebianStore implements Store {
  public static final String CERTIFICATES = "/usr/share/ca-certificates";

  /** The directory below {@link #CERTIFICATES} that is ours, as in {@code local/NAME.crt}. */
  public static final String LOCAL = "local";

  public static final String LOCAL_DIRECTORY = CERTIFICATES + "/" + LOCAL;

  /** The list of selected certificates. */
  public static final String CONFIGURATION = "/etc/ca-certificates.conf";

  /** Certificates that {@code update-ca-certificates} adds without being listed. */
  public static final String ADMINISTRATOR_CERTIFICATES = "/usr/local/share/ca-certificates";

  /** Holds the bundle and the hash links. */
  public static final String HASHED = "/etc/ssl/certs";

  private static final String BUNDLE = HASHED + "/ca-certificates.crt";
  private static final String HOOKS = "/etc/ca-certificates/update.d";
  private static final String PROGRAM = "update-ca-certificates";

  /**
   * It appends to a {@code .new} of the bundle, and exits 0 with a certificate missing or a hook
   * failing, which only its lines tell.
   */
  private static final HostTool TOOL =
      new HostTool(
          PROGRAM,
          "the system store",
          List.of(BUNDLE + ".new"),
          List.of(HASHED),
          List.of("W:", "E:"));

  private static final String TAKES_EFFECT =
      "at once for programs that start; those that run, such as dockerd, containerd and the kubelet,"
          + " see it when they are restarted";

  private static final Tool INSTALLED = new Tool(PROGRAM);
  private static final Tool OPENSSL = new Tool("openssl");
  private static final Names ADMINISTRATORS = new Names(ADMINISTRATOR_CERTIFICATES, ".crt");

  /** The anchor's file. */
  public static String file(Anchor anchor) {
    return LOCAL_DIRECTORY + "/" + anchor.fileName();
  }

  /** The anchor's line in {@link #CONFIGURATION}. */
  public static String entry(Anchor anchor) {
    return LOCAL + "/" + anchor.fileName();
  }

  private static String pemPath(Anchor anchor) {
    return HASHED + "/" + anchor.name() + ".pem";
  }

  @Override
  public String id() {
    return "system";
  }

  @Override
  public List<Question<?>> questions(Wanted wanted, Facts known) {
    List<Question<?>> questions = new ArrayList<>();
    List<Anchor> anchors = wanted.spec().anchors();
    questions.add(Path.directory(HASHED));
    questions.add(Path.directory(CERTIFICATES));
    questions.add(Path.directory(LOCAL_DIRECTORY));
    anchors.forEach(anchor -> questions.add(Path.file(file(anchor))));
    questions.add(Path.file(CONFIGURATION));
    for (Anchor anchor : anchors) {
      questions.add(bundled(anchor));
      questions.add(hashLinks(anchor));
      questions.add(pemLink(anchor));
    }
    questions.add(ADMINISTRATORS);
    questions.add(INSTALLED);
    questions.add(OPENSSL);
    return questions;
  }

  static Bundled bundled(Anchor anchor) {
    return new Bundled(BUNDLE, anchor.certificate());
  }

  static LinkTo pemLink(Anchor anchor) {
    return new LinkTo(pemPath(anchor), file(anchor));
  }

  static HashLinks hashLinks(Anchor anchor) {
    return new HashLinks(HASHED, anchor.certificate(), file(anchor));
  }

  /** Every host has a system store; where it is another one, {@link #obstacles} says so. */
  @Override
  public boolean isOn(Wanted wanted, Facts facts) {
    return true;
  }

  @Override
  public List<String> obstacles(Wanted wanted, Facts facts) {
    if (!facts.of(INSTALLED)) {
      return List.of(
          PROGRAM
              + " is missing; install it with 'apt-get install ca-certificates'"
              + " (hosttrust knows Debian and Ubuntu)");
    }
    List<String> obstacles = new ArrayList<>();
    if (!facts.of(OPENSSL)) {
      obstacles.add("openssl is missing; install the package openssl");
    }
    for (String path : List.of(HASHED, CONFIGURATION)) {
      if (facts.at(path) instanceof Absent || facts.at(path) instanceof Link) {
        obstacles.add(missing(wanted.root(), path));
      }
    }
    wanted.spec().anchors().forEach(anchor -> clash(anchor, facts).ifPresent(obstacles::add));
    return obstacles;
  }

  private static String missing(TreeRoot root, String path) {
    return root.path()
        + path
        + " is missing, which the tool needs; "
        + (root.isSystem()
            ? "put it back with 'apt-get install --reinstall ca-certificates'"
            : "see whether " + root.path() + " holds a system");
  }

  /** Two certificates with one base name share a link, and one of the two is not trusted. */
  private static Optional<String> clash(Anchor anchor, Facts facts) {
    String pem = anchor.name() + ".pem";
    return listed(anchor, pem, facts)
        .or(() -> unlisted(pem, facts))
        .or(() -> linked(anchor, facts))
        .map(
            path ->
                "%s is there already, and its link %s would be that of %s; choose another name"
                    .formatted(path, pemPath(anchor), file(anchor)));
  }

  private static Optional<String> listed(Anchor anchor, String pem, Facts facts) {
    return facts
        .content(CONFIGURATION)
        .flatMap(conf -> CertificatesConf.of(conf).clash(entry(anchor), pem))
        .map(entry -> CERTIFICATES + "/" + entry);
  }

  private static Optional<String> unlisted(String pem, Facts facts) {
    return facts.of(ADMINISTRATORS).stream()
        .filter(path -> CertificatesConf.pemName(path).equals(pem))
        .findFirst();
  }

  private static Optional<String> linked(Anchor anchor, Facts facts) {
    LinkFact link = facts.of(pemLink(anchor));
    return switch (link.kind()) {
      case ELSEWHERE -> Optional.of(link.target());
      case NO_LINK -> Optional.of(pemPath(anchor));
      case ABSENT, TO_FILE, DANGLING -> Optional.empty();
    };
  }

  @Override
  public void plan(Wanted wanted, Facts facts, Steps steps) {
    new Draft(wanted, facts, steps).plan();
  }

  /** Each link is made a moment before the bundle has the certificate, and anew by --fresh. */
  @Override
  public List<ReadAtStart> readAtStart(Wanted wanted) {
    return List.of(
        new ReadAtStart(
            id(), BUNDLE, wanted.spec().anchors().stream().map(DebianStore::pemPath).toList()));
  }

  @Override
  public List<Proof> proofs(Wanted wanted, Facts facts) {
    List<Proof> proofs = new ArrayList<>();
    for (Anchor anchor : wanted.spec().anchors()) {
      String name = anchor.name().value();
      facts
          .of(bundled(anchor))
          .ifPresent(
              der ->
                  proofs.add(new Proof(id(), name, Kind.BUNDLE, facts.real(BUNDLE), der.sha256())));
      CaCertificate certificate = anchor.certificate();
      for (String link : facts.of(hashLinks(anchor))) {
        String path = facts.real(HASHED) + "/" + link;
        proofs.add(new Proof(id(), name, Kind.HASH_LINK, path, certificate.fingerprint()));
      }
    }
    return proofs;
  }

  /** The plan for one host, with the reasons to run the tool as they are found. */
  private static final class Draft {
    private final Wanted wanted;
    private final Facts facts;
    private final Steps steps;
    private final SequencedMap<AnchorName, String> reasons = new LinkedHashMap<>();
    private boolean fresh;

    Draft(Wanted wanted, Facts facts, Steps steps) {
      this.wanted = wanted;
      this.facts = facts;
      this.steps = steps;
    }

    void plan() {
      List<Anchor> anchors = wanted.spec().anchors();
      steps.directory(CERTIFICATES);
      steps.ownDirectory(LOCAL_DIRECTORY);
      anchors.forEach(this::anchorFile);
      configuration();
      anchors.forEach(this::effect);
      update();
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

    private void configuration() {
      CertificatesConf conf = CertificatesConf.of(facts.content(CONFIGURATION).orElseThrow());
      EarlierAnchors.warning(wanted.spec(), conf).ifPresent(steps::warn);
      for (Anchor anchor : wanted.spec().anchors()) {
        CertificatesConf selected = conf.select(entry(anchor));
        if (!selected.equals(conf)) {
          because(anchor, CONFIGURATION + " did not select " + entry(anchor));
        }
        conf = selected;
      }
      steps.edit(CONFIGURATION, conf.content());
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
    }

    /**
     * Hooks are told what was added to the links, and nothing else. Where a run was cut off before
     * they were done, the links are made anew, so that they hear of all certificates again.
     */
    private void update() {
      List<String> why = new ArrayList<>(reasons.values());
      if (facts.cutOff(HASHED)) {
        fresh = true;
        why.addFirst("an earlier run was cut off, perhaps before the hooks ran");
      }
      if (!why.isEmpty()) {
        List<String> options = fresh ? List.of("--fresh") : List.of();
        steps.run(new RunTool(TOOL, options, treeOptions(), effects(), why, TAKES_EFFECT));
      }
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
      for (Anchor anchor : wanted.spec().anchors()) {
        String name = anchor.name().value();
        effects.add(new Effect(bundled(anchor), "the bundle lacks", name));
        effects.add(new Effect(hashLinks(anchor), "no hash link leads to", name));
      }
      return effects;
    }
  }
}
