// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static dev.hosttrust.agent.TestSpecs.renewed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.TrustSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A certificate goes from Debian's system store, with the real tool. */
class AbsentTest extends HarborHost {
  private static final String PEM_LINK = "/etc/ssl/certs/harbor.pem";

  private static AbsentAnchor absent(CaCertificate... certificate) {
    return new AbsentAnchor(
        new AnchorName("harbor"), List.of(certificate).stream().findFirst(), List.of());
  }

  private Wanted wanted(List<Anchor> present, AbsentAnchor... absent) {
    TrustSpec spec = new TrustSpec(present, List.of(absent));
    return new Wanted(host.root(), spec, Stores.named("system"));
  }

  private Outcome converge(List<Anchor> present, AbsentAnchor... absent) {
    return Convergence.rollout(wanted(present, absent), plan -> Optional.empty()).run(host);
  }

  private Outcome remove(CaCertificate... certificate) {
    return converge(List.of(), absent(certificate));
  }

  private static Plan plan(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Changed.class);
    return ((Changed) outcome).plan();
  }

  private static List<String> steps(Plan plan) {
    return plan.steps().stream().map(step -> step.getClass().getSimpleName()).toList();
  }

  /** What the hooks of the tool are told. */
  private Path events() throws IOException {
    Path events = directory.resolve("events");
    hook("cat >>'%s'\n".formatted(events));
    return events;
  }

  private void assertRefused(CaCertificate certificate) throws IOException {
    assertThat(host.read(BUNDLE).replace("\n", "")).doesNotContain(certificate.bodyBase64());
    assertThat(host.path(PEM_LINK)).doesNotExist();
    assertThat(Files.isSymbolicLink(host.path(PEM_LINK))).isFalse();
    assertThat(Files.isSymbolicLink(host.path(hashLink(certificate)))).isFalse();
  }

  @Test
  void leavesTheHostAsItWasBeforeTheCertificateCame() throws IOException {
    Files.createDirectories(host.path("/usr/share/ca-certificates/local"));
    SortedMap<String, String> before = host.tree();
    converge(List.of(anchor("harbor", certificate)));
    assertThat(host.tree()).isNotEqualTo(before);

    Plan plan = plan(remove());

    assertThat(host.tree()).isEqualTo(before);
    assertThat(steps(plan)).containsExactly("WriteFile", "RunTool", "WriteFile", "RemoveFile");
    assertThat(plan.tools())
        .singleElement()
        .satisfies(run -> assertThat(run.command()).isEqualTo("update-ca-certificates"));
    assertThat(remove()).isInstanceOf(Unchanged.class);
  }

  @Test
  void tellsTheHooksThatItWent() throws IOException {
    converge(List.of(anchor("harbor", certificate)));
    Path events = events();

    remove();

    assertThat(events).hasContent("-" + host.path(PEM_LINK));
  }

  @Test
  void provesThatItIsGone() {
    converge(List.of(anchor("harbor", certificate)));

    Outcome byName = remove();
    Outcome byCertificate = remove(certificate);
    Outcome again = remove();

    String sha256 = certificate.fingerprint();
    List<Proof> proofs =
        List.of(
            new Proof("system", "harbor", Proof.Kind.ABSENT, BUNDLE, sha256),
            new Proof("system", "harbor", Proof.Kind.ABSENT, "/etc/ssl/certs", sha256));
    assertThat(((Changed) byName).evidence().proofs()).isEqualTo(proofs);
    assertThat(((Unchanged) byCertificate).evidence().proofs()).isEqualTo(proofs);
    // By now nothing tells which certificate it was.
    assertThat(((Unchanged) again).evidence().proofs())
        .containsExactly(new Proof("system", "harbor", Proof.Kind.ABSENT, CERTIFICATE, ""));
  }

  @Test
  void findsNothingOnAHostThatNeverHadIt() throws IOException {
    SortedMap<String, String> before = host.tree();

    assertThat(remove()).isInstanceOf(Unchanged.class);
    assertThat(remove(certificate)).isInstanceOf(Unchanged.class);

    assertThat(host.tree()).isEqualTo(before);
    assertThat(host.execs()).isEqualTo(2);
  }

  /** As on a host with another system store, or a minimal one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "update-ca-certificates",
        "openssl",
        "/etc/ca-certificates.conf",
        "/etc/ssl/certs"
      })
  void findsNothingOnAHostThatLacksWhatTheToolNeeds(String lacking) throws IOException {
    Shell lacks = lacking.startsWith("/") ? lackingPath(lacking) : lackingTool(lacking);

    assertThat(on(lacks, absent())).isInstanceOf(Unchanged.class);
    assertThat(on(lacks, absent(certificate))).isInstanceOf(Unchanged.class);

    Outcome added = Convergence.dryRun(wanted(List.of(anchor("harbor", certificate)))).run(lacks);
    assertThat(added).isInstanceOf(Failed.class);
  }

  private Outcome on(Shell shell, AbsentAnchor absent) {
    return Convergence.rollout(wanted(List.of(), absent), plan -> Optional.empty()).run(shell);
  }

  private Shell lackingPath(String path) throws IOException {
    Files.move(host.path(path), directory.resolve("moved"));
    return host;
  }

  private Shell lackingTool(String name) {
    return (command, stdin) ->
        host.exec(
            command,
            new String(stdin, UTF_8)
                .replace(" '" + name + "'", " 'no-such-" + name + "'")
                .getBytes(UTF_8));
  }

  @Test
  void needsTheToolWhereAnythingIsTrusted() throws IOException {
    converge(List.of(anchor("harbor", certificate)));
    SortedMap<String, String> before = host.tree();

    assertReason(on(lackingTool("update-ca-certificates"), absent()))
        .startsWith("update-ca-certificates is missing; install it");

    assertThat(host.tree()).isEqualTo(before);
  }

  @Test
  void takesAFileAndALineAwayThatHaveNoEffectWithoutTheTool() throws IOException {
    host.write(CERTIFICATE, new String(certificate.pem(), UTF_8));
    host.write(CONF, "mozilla/Root_1.crt\n!local/harbor.crt\n");

    assertThat(on(lackingTool("update-ca-certificates"), absent())).isInstanceOf(Changed.class);

    assertThat(host.path(CERTIFICATE)).doesNotExist();
    assertThat(host.read(CONF)).isEqualTo("mozilla/Root_1.crt\n");
  }

  @Test
  void leavesAnotherCertificateUnderTheName() throws IOException {
    converge(List.of(anchor("harbor", certificate)));
    SortedMap<String, String> before = host.tree();

    Outcome outcome = remove(ca("Another CA"));

    assertThat(host.tree()).isEqualTo(before);
    assertThat(((Unchanged) outcome).warnings())
        .singleElement()
        .asString()
        .startsWith(CERTIFICATE + " stays: it holds CN=Harbor CA");
  }

  @Test
  void takesAllPartsOfABundle() throws IOException {
    CaCertificate other = ca("Another CA");
    SortedMap<String, String> before = host.tree();
    Anchor one = anchor("harbor" + certificate.partSuffix(), certificate);
    Anchor two = anchor("harbor" + other.partSuffix(), other);
    converge(List.of(one, two));

    plan(remove());

    assertThat(host.tree().keySet())
        .containsExactlyInAnyOrderElementsOf(
            List.of(before.keySet().stream().toList(), List.of("usr/share/ca-certificates/local"))
                .stream()
                .flatMap(List::stream)
                .toList());
    assertThat(host.read(CONF)).doesNotContain("harbor");
  }

  @Test
  void foretellsThatAnotherFileHasAPartOfABundle() throws IOException {
    converge(List.of(anchor("harbor" + certificate.partSuffix(), certificate)));
    Files.write(host.path("/usr/local/share/ca-certificates/same.crt"), certificate.pem());
    host.runTool();

    assertReason(remove())
        .startsWith("/usr/local/share/ca-certificates/same.crt has the certificate of harbor");
  }

  @Test
  void mendsWhatAFileLeftThatWasRemovedByHand() throws IOException {
    converge(List.of(anchor("harbor", certificate)));
    Files.delete(host.path(CERTIFICATE));
    host.write(CONF, "mozilla/Root_1.crt\n");
    host.runTool();
    assertThat(Files.isSymbolicLink(host.path(PEM_LINK))).isTrue();
    Path events = events();

    plan(remove());

    assertRefused(certificate);
    assertThat(events).hasContent("-" + host.path(PEM_LINK));
    assertThat(host.read(CONF)).isEqualTo("mozilla/Root_1.crt\n");
  }

  @Test
  void mendsWhatALineLeftThatWasRemovedByHand() throws IOException {
    converge(List.of(anchor("harbor", certificate)));
    host.write(CONF, "mozilla/Root_1.crt\n");
    host.runTool();

    plan(remove(certificate));

    assertRefused(certificate);
    assertThat(host.path(CERTIFICATE)).doesNotExist();
  }

  @Test
  void takesALineWithoutAFileAwayWithoutRunningTheTool() throws IOException {
    host.write(CONF, "mozilla/Root_1.crt\n!local/harbor.crt\n local/harbor.crt \nlocal/b.crt");

    Plan plan = plan(remove());

    assertThat(steps(plan)).containsExactly("WriteFile");
    assertThat(host.read(CONF)).isEqualTo("mozilla/Root_1.crt\nlocal/b.crt");
  }

  @Test
  void foretellsThatAnotherFileWouldGiveTheBundleTheCertificate() throws IOException {
    converge(List.of(anchor("harbor", certificate)));
    Files.write(host.path("/usr/local/share/ca-certificates/same.crt"), certificate.pem());
    Files.write(host.path("/usr/share/ca-certificates/mozilla/same2.crt"), certificate.pem());
    Files.write(host.path("/usr/share/ca-certificates/mozilla/same3.crt"), certificate.pem());
    host.write(CONF, host.read(CONF) + "mozilla/same2.crt\n!mozilla/same3.crt\n");
    host.runTool();
    SortedMap<String, String> before = host.tree();

    for (AbsentAnchor absent : List.of(absent(), absent(certificate))) {
      String[] reasons = {
        "/usr/share/ca-certificates/mozilla/same2.crt has the certificate of harbor as well, so it"
            + " would stay trusted; deselect 'mozilla/same2.crt' in "
            + CONF
            + " first",
        "/usr/local/share/ca-certificates/same.crt has the certificate of harbor as well, so it"
            + " would stay trusted; remove that file first"
      };
      assertFailed(Convergence.dryRun(wanted(List.of(), absent)).run(host), reasons);
      assertFailed(converge(List.of(), absent), reasons);
    }

    assertThat(host.tree()).isEqualTo(before);
  }

  /** The bundle has a copy of a file that is gone; the next run of the tool leaves it out. */
  @Test
  void goesByFilesAndNotByABundleThatIsOutOfDate() throws IOException {
    converge(List.of(anchor("harbor", certificate)));
    Path same = host.path("/usr/local/share/ca-certificates/same.crt");
    Files.write(same, certificate.pem());
    host.runTool();
    Files.delete(same);

    plan(remove());

    assertRefused(certificate);
  }

  /** The other anchor's file has the certificate until this very change. */
  @Test
  void countsNoFileThatIsAboutToHoldAnotherCertificate() throws IOException {
    CaCertificate other = ca("Another CA");
    converge(List.of(anchor("harbor", certificate)));
    converge(List.of(anchor("registry", certificate)));

    plan(converge(List.of(anchor("registry", other)), absent(certificate)));

    assertRefused(certificate);
    assertThat(host.read(BUNDLE).replace("\n", "")).contains(other.bodyBase64());
  }

  @Test
  void failsWhereAnotherFileStillGivesTheBundleTheCertificate() throws IOException {
    converge(List.of(anchor("harbor", certificate)));
    Files.write(host.path("/usr/local/share/ca-certificates/same.crt"), certificate.pem());
    SortedMap<String, String> before = host.tree();

    assertReason(remove())
        .contains(
            "update-ca-certificates ran, but another entry of /etc/ca-certificates.conf, or another"
                + " file in /usr/local/share/ca-certificates, still gives the bundle the"
                + " certificate of harbor")
        .endsWith("; the host is as it was");

    assertThat(host.tree()).isEqualTo(before);
  }

  /** The tool leaves the bundle alone where it would be empty. */
  @Test
  void refusesToTakeTheLastOne() throws IOException {
    converge(List.of(anchor("harbor", certificate)));
    host.write(CONF, "!mozilla/Root_1.crt\nlocal/harbor.crt\n");
    host.runTool();
    SortedMap<String, String> before = host.tree();

    assertFailed(
        remove(),
        CONF
            + " selects no other CA, and then update-ca-certificates leaves the bundle as it is;"
            + " select another one first");

    assertThat(host.tree()).isEqualTo(before);
    Files.write(host.path("/usr/local/share/ca-certificates/other.crt"), ca("Other").pem());
    plan(remove());
    assertThat(host.read(BUNDLE).replace("\n", "")).doesNotContain(certificate.bodyBase64());
    assertThat(host.path(PEM_LINK)).doesNotExist();
  }

  @Test
  void leavesTheLinkOfAnotherCertificateThatHasTheName() throws IOException {
    Files.write(host.path("/usr/local/share/ca-certificates/harbor.crt"), ca("Another CA").pem());
    host.runTool();
    host.write(CONF, "mozilla/Root_1.crt\n!local/harbor.crt\n");
    SortedMap<String, String> before = host.tree();

    plan(remove());

    assertThat(host.read(CONF)).isEqualTo("mozilla/Root_1.crt\n");
    assertThat(host.path(PEM_LINK)).isSymbolicLink();
    SortedMap<String, String> after = host.tree();
    after.remove("etc/ca-certificates.conf");
    before.remove("etc/ca-certificates.conf");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void keepsACertificateThatIsTrustedUnderAnotherName() throws IOException {
    converge(List.of(anchor("harbor", certificate)));

    plan(converge(List.of(anchor("registry", certificate)), absent()));

    assertThat(host.path(CERTIFICATE)).doesNotExist();
    assertThat(host.read(BUNDLE).replace("\n", "")).contains(certificate.bodyBase64());
    assertThat(host.path(hashLink(certificate))).isSymbolicLink().exists();
  }

  @Test
  void leadsFromOneCertificateOverBothToTheOther() throws IOException {
    CaCertificate old = ca("Harbor CA");
    CaCertificate renewed = renewed("Harbor CA");
    Anchor first = anchor("harbor", old);
    Anchor second = anchor("harbor" + renewed.partSuffix(), renewed);
    converge(List.of(first));
    Path events = events();

    Plan both = plan(converge(List.of(second, first)));

    assertThat(steps(both)).containsExactly("WriteFile", "WriteFile", "RunTool");
    assertThat(events).hasContent("+" + host.path("/etc/ssl/certs/" + second.name() + ".pem"));
    assertThat(host.path(hashLink(old))).exists();
    assertThat(host.path(hashLink(old).replaceFirst("0$", "1"))).exists();

    plan(converge(List.of(anchor("harbor", renewed)), absent(old)));

    assertThat(host.path(CERTIFICATE)).doesNotExist();
    assertThat(host.path(hashLink(renewed))).exists();
    assertHashLinksLeadTo(renewed);
    Outcome after = converge(List.of(anchor("harbor", renewed)), absent(old));
    assertThat(after).isInstanceOf(Unchanged.class);
    assertThat(((Unchanged) after).warnings()).isEmpty();
    assertThat(((Unchanged) after).evidence().proofs())
        .extracting(Proof::kind)
        .contains(Proof.Kind.BUNDLE, Proof.Kind.HASH_LINK)
        .endsWith(Proof.Kind.ABSENT);
  }

  /**
   * The tool takes the link of the one that goes away first and makes the hash links anew last,
   * which takes a second on a host with all the distribution's CAs.
   */
  @Test
  void lookupsByHashFindTheOthersOfTheSameSubjectAllTheWhile() throws IOException {
    CaCertificate second = renewed("Harbor CA");
    CaCertificate third = renewed("Harbor CA");
    List<Anchor> stay = List.of(anchor("second", second), anchor("third", third));
    for (int goes = 0; goes < 3; goes++) {
      host = new ScratchHost(directory.resolve("place-" + goes), "dash");
      List<Anchor> all = new ArrayList<>(stay);
      all.add(goes, anchor("harbor", certificate));
      for (Anchor anchor : all) {
        converge(List.of(anchor));
      }
      // What a lookup finds at the last moment before the hash links are made anew.
      Path found = directory.resolve("found-" + goes);
      String openssl =
          """
          n=0
          if [ "$1" = rehash ]; then
            while [ -f "%2$s.$n" ]; do cat "%2$s.$n" >>'%1$s' && n=$((n + 1)); done
          fi
          exec /usr/bin/openssl "$@"
          """
              .formatted(found, certificate.subjectHash());
      Shell shell = withTools(tool("openssl", openssl));
      assertThat(host.path(hashLink(certificate))).hasBinaryContent(all.getFirst().content());

      plan(
          Convergence.rollout(wanted(List.of(), absent(certificate)), plan -> Optional.empty())
              .run(shell));

      assertThat(Files.readString(found).replace("\n", ""))
          .contains(second.bodyBase64(), third.bodyBase64())
          .doesNotContain(certificate.bodyBase64());
      assertHashLinksLeadTo(second, third);
    }
  }

  @Test
  void linksAreAsTheyWereWhereTheToolFails() throws IOException {
    converge(List.of(anchor("harbor", certificate)));
    converge(List.of(anchor("second", renewed("Harbor CA"))));
    SortedMap<String, String> before = host.tree();

    Outcome outcome =
        Convergence.rollout(wanted(List.of(), absent(certificate)), plan -> Optional.empty())
            .run(withTools(tool("openssl", "echo 'no memory' >&2; exit 1")));

    assertReason(outcome).contains("no memory");
    assertThat(host.tree()).isEqualTo(before);
  }

  /** openssl rehash may leave two links to one certificate. */
  private void assertHashLinksLeadTo(CaCertificate... certificates) throws IOException {
    String hash = certificates[0].subjectHash();
    Set<String> found = new HashSet<>();
    for (int n = 0; Files.exists(host.path("/etc/ssl/certs/" + hash + "." + n)); n++) {
      found.add(host.read("/etc/ssl/certs/" + hash + "." + n));
    }
    assertThat(found)
        .containsExactlyInAnyOrder(
            Stream.of(certificates)
                .map(each -> new String(each.pem(), StandardCharsets.US_ASCII))
                .toArray(String[]::new));
    try (Stream<Path> links = Files.list(host.path("/etc/ssl/certs"))) {
      assertThat(links).allSatisfy(link -> assertThat(link).exists());
    }
  }

  @Test
  void keepsBothWhereTheNewOneAlreadyHasTheName() throws IOException {
    CaCertificate renewed = renewed("Harbor CA");
    converge(List.of(anchor("harbor", renewed)));
    Anchor second = anchor("harbor" + renewed.partSuffix(), renewed);

    plan(converge(List.of(second, anchor("harbor", certificate))));

    assertThat(host.path(CERTIFICATE)).hasBinaryContent(renewed.pem());
    assertThat(host.path(CERTIFICATE.replace(".crt", certificate.partSuffix() + ".crt")))
        .hasBinaryContent(certificate.pem());
  }

  @Test
  void trustsTheOthersWhereverItIsCutOff() throws IOException {
    CaCertificate renewed = renewed("Harbor CA");
    Anchor first = anchor("harbor", certificate);
    Anchor second = anchor("harbor" + renewed.partSuffix(), renewed);
    int steps = 4;
    for (int step = 1; step <= steps; step++) {
      host = new ScratchHost(directory.resolve("cut-" + step), "dash");
      converge(List.of(second, first));
      Wanted wanted = wanted(List.of(anchor("harbor", renewed)), absent(certificate));
      assertThat(((WouldChange) Convergence.dryRun(wanted).run(host)).plan().steps())
          .hasSize(steps);

      Outcome cut =
          Convergence.rollout(wanted, plan -> Optional.empty())
              .run(afterStep(host, step, "kill -9 $$"));

      assertThat(cut).as("step %d", step).isInstanceOf(Failed.class);
      assertThat(host.read(BUNDLE).replace("\n", "")).contains(renewed.bodyBase64());
      assertThat(host.path("/etc/ssl/certs/" + second.name() + ".pem")).exists();
      assertThat(converge(List.of(anchor("harbor", renewed)), absent(certificate)))
          .isInstanceOf(Changed.class);
      assertThat(host.path(CERTIFICATE)).doesNotExist();
      assertHashLinksLeadTo(renewed);
      assertThat(host.read(CONF)).doesNotContain("local/harbor.crt");
    }
  }
}
