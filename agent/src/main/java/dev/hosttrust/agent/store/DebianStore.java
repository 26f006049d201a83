// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.daemon.ReadAtStart;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.evidence.Proof.Kind;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.LinkFact;
import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.facts.PathFact.Link;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Bundled;
import dev.hosttrust.agent.facts.Question.HashLinks;
import dev.hosttrust.agent.facts.Question.LinkTo;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.facts.Question.Tool;
import dev.hosttrust.agent.plan.Steps;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  static final String BUNDLE = HASHED + "/ca-certificates.crt";
  static final String PROGRAM = "update-ca-certificates";

  private static final Tool INSTALLED = new Tool(PROGRAM);
  private static final Tool OPENSSL = new Tool("openssl");
  static final Names ADMINISTRATORS = new Names(ADMINISTRATOR_CERTIFICATES, ".crt");

  /** The anchor's file, where it does not lie under another name. */
  public static String file(Anchor anchor) {
    return file(anchor.name().value());
  }

  /** The file of a name. */
  static String file(String name) {
    return LOCAL_DIRECTORY + "/" + name + ".crt";
  }

  /** The name whose file a path is; empty for a file that hosttrust does not write. */
  static Optional<String> nameOf(String path) {
    return Optional.of(path)
        .filter(file -> file.startsWith(LOCAL_DIRECTORY + "/") && file.endsWith(".crt"))
        .map(file -> file.substring(LOCAL_DIRECTORY.length() + 1, file.length() - ".crt".length()))
        .filter(AnchorName::isValid);
  }

  /** The anchor's line in {@link #CONFIGURATION}. */
  public static String entry(Anchor anchor) {
    return entry(anchor.name().value());
  }

  static String entry(String name) {
    return LOCAL + "/" + name + ".crt";
  }

  private static String pemPath(String name) {
    return HASHED + "/" + name + ".pem";
  }

  /** The trusted anchors by the names that they have on a host. */
  static List<Anchor> placed(Wanted wanted, Facts facts) {
    return new PlacedAnchors(DebianStore::file, facts).of(wanted.spec().anchors());
  }

  @Override
  public String id() {
    return "system";
  }

  @Override
  public List<Question<?>> questions(Wanted wanted, Facts known) {
    List<Question<?>> questions = new ArrayList<>();
    List<Anchor> anchors = wanted.spec().anchors();
    JavaKeystore keystore = new JavaKeystore(wanted.root(), known);
    questions.add(Path.directory(HASHED));
    questions.add(Path.directory(CERTIFICATES));
    questions.add(Path.directory(LOCAL_DIRECTORY));
    placed(wanted, known).forEach(anchor -> questions.add(Path.file(file(anchor))));
    questions.add(Path.file(CONFIGURATION));
    PlacedAnchors.paths(anchors, DebianStore::file).map(Path::look).forEach(questions::add);
    for (Anchor anchor : anchors) {
      questions.add(bundled(anchor));
      questions.addAll(keystore.questions(anchor.certificate()));
      for (String name : PlacedAnchors.names(anchor)) {
        questions.add(hashLinks(anchor.certificate(), name));
        questions.add(pemLink(name));
      }
    }
    questions.addAll(new OtherNames(wanted, known).questions());
    questions.addAll(new DebianRemoval(wanted, known).questions());
    questions.addAll(keystore.questions());
    questions.add(ADMINISTRATORS);
    questions.add(INSTALLED);
    questions.add(OPENSSL);
    return questions;
  }

  static Bundled bundled(Anchor anchor) {
    return bundled(anchor.certificate());
  }

  static Bundled bundled(CaCertificate certificate) {
    return new Bundled(BUNDLE, certificate);
  }

  static LinkTo pemLink(Anchor anchor) {
    return pemLink(anchor.name().value());
  }

  static LinkTo pemLink(String name) {
    return new LinkTo(pemPath(name), file(name));
  }

  static HashLinks hashLinks(Anchor anchor) {
    return hashLinks(anchor.certificate(), anchor.name().value());
  }

  static HashLinks hashLinks(CaCertificate certificate, String name) {
    return new HashLinks(HASHED, certificate, file(name));
  }

  /** Every host has a system store; where it is another one, {@link #obstacles} says so. */
  @Override
  public boolean isOn(Wanted wanted, Facts facts) {
    return true;
  }

  @Override
  public List<String> obstacles(Wanted wanted, Facts facts) {
    DebianRemoval removal = new DebianRemoval(wanted, facts);
    if (wanted.spec().anchors().isEmpty() && !removal.needsTool()) {
      return List.of();
    }
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
    placed(wanted, facts).forEach(anchor -> clash(anchor, facts).ifPresent(obstacles::add));
    obstacles.addAll(removal.obstacles());
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
                    .formatted(path, pemPath(anchor.name().value()), file(anchor)));
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
      case NO_LINK -> Optional.of(pemPath(anchor.name().value()));
      case ABSENT, TO_FILE, DANGLING -> Optional.empty();
    };
  }

  @Override
  public void plan(Wanted wanted, Facts facts, Steps steps) {
    new DebianPlan(wanted, facts, steps).plan();
    new OtherNames(wanted, facts).warnings().forEach(steps::warn);
  }

  @Override
  public List<LeftTrust.Kept> kept(Wanted wanted, Facts facts, AfterPlan after) {
    return new DebianRemoval(wanted, facts).keystore().kept();
  }

  /**
   * Each link is made a moment before the bundle has the certificate, and anew by --fresh. No link
   * is left of a certificate that went; but the directory changed when its file did, right behind
   * the bundle. An upgrade of other CAs changes the bundle alone.
   */
  @Override
  public List<ReadAtStart> readAtStart(Wanted wanted) {
    List<List<String>> changed = new ArrayList<>();
    for (Anchor anchor : wanted.spec().anchors()) {
      changed.add(PlacedAnchors.names(anchor).stream().map(DebianStore::pemPath).toList());
    }
    Optional<String> directory =
        Optional.of(LOCAL_DIRECTORY).filter(path -> !wanted.spec().absent().isEmpty());
    return List.of(new ReadAtStart(id(), BUNDLE, changed, directory));
  }

  @Override
  public StoreListing listing(TreeRoot root) {
    return new DebianListing();
  }

  @Override
  public List<Proof> proofs(Wanted wanted, Facts facts) {
    List<Proof> proofs = new ArrayList<>();
    List<Anchor> placed = placed(wanted, facts);
    JavaKeystore keystore = new JavaKeystore(wanted.root(), facts);
    for (int i = 0; i < placed.size(); i++) {
      Anchor anchor = placed.get(i);
      String name = wanted.spec().anchors().get(i).name().value();
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
      if (keystore.has(certificate)) {
        String path = facts.real(JavaKeystore.FILE);
        proofs.add(new Proof(id(), name, Kind.BUNDLE, path, certificate.fingerprint()));
      }
    }
    proofs.addAll(new DebianRemoval(wanted, facts).proofs(id()));
    return proofs;
  }
}
