// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.TestSpecs;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.LinkFact;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Bundled;
import dev.hosttrust.agent.facts.Question.HashLinks;
import dev.hosttrust.agent.facts.Question.LinkTo;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Tree;
import dev.hosttrust.agent.facts.TreeFact;
import dev.hosttrust.agent.facts.TreeFact.HeldFile;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.store.DebianStore;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.TreeRoot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a probe tells of a tree, by the real shells and tools. */
class ProbeTest {
  private static final String REGISTRY = "/etc/docker/certs.d/harbor.example.com:8443";
  private static final String BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
  private static final CaCertificate WANTED = TestSpecs.ca("Wanted CA");
  private static final Anchor ANCHOR =
      TestSpecs.anchor("harbor", WANTED, "harbor.example.com:8443");

  private static final Names ADMINISTRATORS =
      new Names(DebianStore.ADMINISTRATOR_CERTIFICATES, ".crt");
  private static final LinkTo PEM_LINK =
      new LinkTo("/etc/ssl/certs/harbor.pem", DebianStore.LOCAL_DIRECTORY + "/harbor.crt");

  private static Bundled bundled(Anchor anchor) {
    return new Bundled(BUNDLE, anchor.certificate());
  }

  private static HashLinks hashLinks(Anchor anchor) {
    return new HashLinks(DebianStore.HASHED, anchor.certificate(), DebianStore.file(anchor));
  }

  @TempDir private Path directory;
  private Path tree;
  private int uid;
  private int gid;

  /** Every character that means something to a shell, a pattern or the agent's own lines. */
  @BeforeEach
  void start() throws IOException {
    tree = Files.createDirectory(directory.resolve("it's \"a\" [tree]* | $x \\n ?-"));
    uid = (int) Files.getAttribute(tree, "unix:uid");
    gid = (int) Files.getAttribute(tree, "unix:gid");
  }

  private Path path(String absolute) {
    return tree.resolve(absolute.substring(1));
  }

  private void write(String absolute, String text, String mode) throws IOException {
    Files.createDirectories(path(absolute).getParent());
    Files.writeString(path(absolute), text);
    Files.setPosixFilePermissions(path(absolute), PosixFilePermissions.fromString(mode));
  }

  private Facts probe(String shell) throws Exception {
    return probe(shell, ANCHOR);
  }

  private Facts probe(String shell, Anchor... anchors) throws Exception {
    Wanted wanted = TestSpecs.wanted(new TreeRoot(tree.toString()), anchors);
    return probe(shell, Stores.questions(wanted, Facts.NONE));
  }

  private Facts probe(String shell, List<Question<?>> questions) throws Exception {
    Process process =
        new ProcessBuilder((shell + " -s").split(" "))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(AgentProgram.probe(new TreeRoot(tree.toString()), questions, "abc"));
    }
    byte[] out = process.getInputStream().readAllBytes();
    return AnswerReader.facts(
        new ExecResult(process.waitFor(), out, new byte[0]), questions, "abc");
  }

  /** A hook is switched off by its mode; a shell's {@code command -v} names it all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void tellsOfAPathWhetherItIsAProgram(String shell) throws Exception {
    write("/hook", "#!/bin/sh\n", "rwxr-xr-x");
    write("/off", "#!/bin/sh\n", "r--r--r--");
    Question.Tool runs = new Question.Tool(path("/hook").toString());
    Question.Tool off = new Question.Tool(path("/off").toString());
    Question.Tool none = new Question.Tool(path("/none").toString());
    Question.Tool folder = new Question.Tool(tree.toString());
    Question.Tool named = new Question.Tool("stat");

    Facts facts = probe(shell, List.of(runs, off, none, folder, named));

    assertThat(List.of(facts.of(runs), facts.of(named))).containsOnly(true);
    assertThat(List.of(facts.of(off), facts.of(none), facts.of(folder))).containsOnly(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void tellsWhatATreeHolds(String shell) throws Exception {
    String pem = new String(WANTED.pem(), StandardCharsets.US_ASCII);
    String known = new String(TestSpecs.ca("Known CA").pem(), StandardCharsets.US_ASCII);
    write("/store/its/known.crt", known, "rw-r--r--");
    write("/store/its/planted.crt", pem.replace("\n", "\r\n"), "rw-r--r--");
    write("/list", "/store/its/known.crt\n/store/its/big.crt\n/store/its\n", "rw-r--r--");
    write("/store/copy of \u001b[31m%s known.pem", known, "rw-r--r--");
    write("/store/both.pem", known + "text\n" + pem, "rw-r-----");
    write("/store/sub/a.key", "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n", "rw-------");
    write("/store/sub/hosts.toml", "ca = \"%s\\n\"\n\n# e\rnd", "rw-r--r--");
    write("/store/1/2/3/4/5.crt", pem, "rw-r--r--");
    write("/store/a\rkey", "", "rw-r--r--");
    write("/alone", "", "rw-r--r--");
    write("/store/big.crt", "#".repeat(5 << 20), "rw-r--r--");
    write("/store/its/big.crt", "#".repeat(5 << 20), "rw-r--r--");
    Files.write(path("/store/der.crt"), WANTED.der());
    Files.createSymbolicLink(path("/store/gone.pem"), Path.of("nowhere"));
    Files.createSymbolicLink(path("/store/link.pem"), Path.of("both.pem"));
    Tree asked =
        new Tree(List.of("/store", "/alone", "/none"), "/store/its", "/list", "hosts.toml");

    TreeFact tree = probe(shell, List.of(asked)).of(asked);

    Content der = Content.of(WANTED.der());
    assertThat(tree.files())
        .containsExactly(
            held("/alone", 0644),
            held("/store/a\rkey", 0644),
            new HeldFile("/store/big.crt", 0, false, 5 << 20, List.of(), false, false, List.of()),
            new HeldFile("/store/both.pem", 0640, true, 0, List.of(der), false, false, List.of()),
            new HeldFile("/store/der.crt", 0644, true, 0, List.of(), false, true, List.of()),
            new HeldFile(
                "/store/its/planted.crt", 0644, true, 0, List.of(der), false, false, List.of()),
            new HeldFile("/store/link.pem", 0640, true, 0, List.of(der), false, false, List.of()),
            new HeldFile("/store/sub/a.key", 0600, true, 0, List.of(), true, false, List.of()),
            new HeldFile(
                "/store/sub/hosts.toml",
                0644,
                true,
                0,
                List.of(),
                false,
                false,
                List.of("ca = \"%s\\n\"", "", "# e\rnd")));
    assertThat(tree.dangling()).containsExactly("/store/gone.pem");
    assertThat(tree.troubles()).isEmpty();
  }

  private static HeldFile held(String path, int mode) {
    return new HeldFile(path, mode, true, 0, List.of(), false, false, List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void tellsOfEveryKindOfPath(String shell) throws Exception {
    write(DebianStore.CONFIGURATION, "mozilla/Root.crt", "rw-r-----");
    write(REGISTRY + "/ca.crt", "x".repeat(1_048_577), "rw-r--r--");
    Files.setPosixFilePermissions(path(REGISTRY), PosixFilePermissions.fromString("rwx--x---"));
    Files.createDirectories(path(DebianStore.CERTIFICATES));
    Files.createSymbolicLink(path(DebianStore.LOCAL_DIRECTORY), Path.of("../docker"));

    Facts facts = probe(shell);

    assertThat(facts.uid()).isEqualTo(uid);
    assertThat(facts.at(DebianStore.HASHED)).isEqualTo(new PathFact.Absent());
    assertThat(facts.at(DebianStore.LOCAL_DIRECTORY)).isEqualTo(new PathFact.Link("../docker"));
    assertThat(facts.at(DebianStore.LOCAL_DIRECTORY + "/harbor.crt"))
        .isEqualTo(new PathFact.Absent());
    assertThat(facts.at(DebianStore.CONFIGURATION))
        .isEqualTo(
            new PathFact.RegularFile(
                new Attributes(0640, uid, gid), Content.of("mozilla/Root.crt")));
    assertThat(facts.at(REGISTRY))
        .isEqualTo(new PathFact.Directory(new Attributes(0710, uid, gid), true));
    assertThat(facts.at(REGISTRY + "/ca.crt"))
        .isEqualTo(new PathFact.Other("a file of 1048577 bytes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void findsTheCertificateInABundleHoweverItsLinesAreBroken(String shell) throws Exception {
    String body = WANTED.bodyBase64();
    String wanted = "\r\n" + body.substring(0, 10) + " \r\n\t" + body.substring(10) + "\r\n";
    write(BUNDLE, block(beginsLike(body)) + block(wanted) + block("AAAA"), "rw-r--r--");

    assertThat(probe(shell).of(bundled(ANCHOR)))
        .contains(Content.ofBase64(WANTED.bodyBase64().getBytes(StandardCharsets.US_ASCII)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void isNotMisledByWhatOnlyBeginsLikeTheCertificate(String shell) throws Exception {
    String body = WANTED.bodyBase64();
    String begun = "-----BEGIN CERTIFICATE-----\n" + body + "\n";
    write(
        BUNDLE,
        block(beginsLike(body))
            + block(body + "AAAA")
            + block(body.substring(4))
            + block("")
            + begun,
        "rw-r--r--");

    assertThat(probe(shell).of(bundled(ANCHOR))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void findsTheAdministratorsCertificatesWhereverTheyAre(String shell) throws Exception {
    Files.createDirectories(path(DebianStore.ADMINISTRATOR_CERTIFICATES));
    assertThat(probe(shell).of(ADMINISTRATORS)).isEmpty();

    write(DebianStore.ADMINISTRATOR_CERTIFICATES + "/.own/a b.crt", "a", "rw-r--r--");

    assertThat(probe(shell).of(ADMINISTRATORS))
        .isEqualTo(List.of(DebianStore.ADMINISTRATOR_CERTIFICATES + "/.own/a b.crt"));
  }

  /** All of them in one argument of a program would be more than the 128 KiB that Linux takes. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void findsHundredsOfCertificates(String shell) throws Exception {
    List<Anchor> anchors =
        IntStream.range(0, 310)
            .mapToObj(i -> TestSpecs.anchor("ca-" + i, TestSpecs.ca("One of many " + i)))
            .toList();
    StringBuilder bundle = new StringBuilder();
    for (Anchor anchor : anchors) {
      bundle.append(block(anchor.certificate().bodyBase64()));
    }
    write(BUNDLE, bundle.toString(), "rw-r--r--");
    assertThat(bundle.length()).isGreaterThan(131_072);

    Facts facts = probe(shell, anchors.toArray(Anchor[]::new));

    for (Anchor anchor : anchors) {
      assertThat(facts.of(bundled(anchor))).contains(Content.of(anchor.certificate().der()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void tellsCertificatesWithOneHashApart(String shell) throws Exception {
    Anchor old = TestSpecs.anchor("old", TestSpecs.renewed("Wanted CA"));
    Anchor absent = TestSpecs.anchor("absent", TestSpecs.renewed("Wanted CA"));
    String hash = WANTED.subjectHash();
    Anchor another = TestSpecs.anchor("another", TestSpecs.ca("Another CA"));
    String other = another.certificate().subjectHash();
    write(DebianStore.LOCAL_DIRECTORY + "/harbor.crt", block(WANTED.bodyBase64()), "rw-r--r--");
    write("/srv/copy.crt", block(old.certificate().bodyBase64()), "rw-r--r--");
    write("/srv/other.crt", block("AAAA"), "rw-r--r--");
    Files.createDirectories(path(DebianStore.HASHED));
    link(hash + ".0", DebianStore.LOCAL_DIRECTORY + "/harbor.crt");
    link(hash + ".1", "/srv/other.crt");
    link(hash + ".12", "/srv/copy.crt");
    link(hash + ".13", "/srv/gone.crt");
    link(other + ".0", "/srv/copy.crt");

    Facts facts = probe(shell, ANCHOR, old, absent, another);

    assertThat(facts.of(hashLinks(ANCHOR))).containsExactly(hash + ".0");
    assertThat(facts.of(hashLinks(old))).containsExactly(hash + ".12");
    assertThat(facts.of(hashLinks(absent))).isEmpty();
    assertThat(facts.of(hashLinks(another))).isEmpty();
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(path(DebianStore.HASHED + "/" + name), path(target));
  }

  /** A link to a file that is not there yet is ours all the same: the tool would leave it. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void tellsWhereThePemLinkLeads(String shell) throws Exception {
    String file = DebianStore.LOCAL_DIRECTORY + "/harbor.crt";
    Files.createDirectories(path(DebianStore.HASHED));
    link("harbor.pem", file);
    assertThat(probe(shell).of(PEM_LINK).kind()).isEqualTo(LinkFact.Kind.TO_FILE);
    write(file, "there", "rw-r--r--");
    assertThat(probe(shell).of(PEM_LINK).kind()).isEqualTo(LinkFact.Kind.TO_FILE);

    Files.delete(path(DebianStore.HASHED + "/harbor.pem"));
    link("harbor.pem", "/srv/foreign.crt");
    assertThat(probe(shell).of(PEM_LINK).kind()).isEqualTo(LinkFact.Kind.DANGLING);
    write("/srv/foreign.crt", "there", "rw-r--r--");
    assertThat(probe(shell).of(PEM_LINK))
        .isEqualTo(new LinkFact(LinkFact.Kind.ELSEWHERE, path("/srv/foreign.crt").toString()));
  }

  private static String beginsLike(String body) {
    return body.substring(0, 64) + "\n" + "A".repeat(64);
  }

  private static String block(String body) {
    return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
  }
}
