// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.LinkFact;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Keystore.State;
import dev.hosttrust.agent.plan.Obstacles;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Step.RunTool;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts of a host with Java's keystore in, tools out. */
class JavaKeystoreTest {
  private static final CaCertificate CERTIFICATE = ca("Harbor");
  private static final Anchor HARBOR = anchor("Harbor", CERTIFICATE);
  private static final String FRESH = "update-ca-certificates --fresh";
  private static final String UPDATE = "update-ca-certificates";
  private static final String HOOK = JavaKeystore.HOOK;
  private static final Question<?> HAS_CERTIFICATE = JavaKeystore.holds(CERTIFICATE);
  private static final Question<?> HAS_ENTRY = JavaKeystore.entry("Harbor");

  private static Wanted wanted(TreeRoot root, List<Anchor> anchors, AbsentAnchor... absent) {
    return new Wanted(root, new TrustSpec(anchors, List.of(absent)), Stores.named("system"));
  }

  private static final Wanted TRUSTED = wanted(TreeRoot.SYSTEM, List.of(HARBOR));
  private static final Wanted GONE = wanted(TreeRoot.SYSTEM, List.of(), absent(CERTIFICATE));
  private static final Wanted GONE_BY_NAME = wanted(TreeRoot.SYSTEM, List.of(), absent());

  private static AbsentAnchor absent(CaCertificate... certificate) {
    return new AbsentAnchor(
        new AnchorName("Harbor"), List.of(certificate).stream().findFirst(), List.of());
  }

  /** A keystore that is kept up to date, and what it holds. */
  private static Facts.Builder keystore(Question<?>... held) {
    Facts.Builder facts =
        new Facts.Builder()
            .identity(0, 0)
            .answer(JavaKeystore.STATE, State.WHOLE)
            .answer(JavaKeystore.PACKAGE_STATE, "installed")
            .answer(JavaKeystore.HOOK_RUNS, true)
            .answer(JavaKeystore.JARS, List.of("/usr/share/ca-certificates-java/x.jar"))
            .answer(JavaKeystore.JAVA, true)
            .answer(JavaKeystore.UPDATES, "yes");
    for (Question<?> question : held) {
      facts.answer((Question.Holds) question, true);
    }
    return facts;
  }

  private static Plan plan(Wanted wanted, HostState state, Facts.Builder keystore) {
    return (Plan) Planner.plan(wanted, state.facts().and(keystore.build()));
  }

  private static List<String> keptBy(Facts.Builder keystore) {
    return Stores.evidence(GONE, without().facts().and(keystore.build())).keptBy();
  }

  private static List<String> commands(Plan plan) {
    return plan.tools().stream().map(RunTool::command).toList();
  }

  private static HostState without() {
    return HostState.fresh(GONE);
  }

  @Test
  void aHostWithoutAKeystoreIsAskedForNoMoreThanWhetherItHasOne() {
    Facts facts = HostState.converged(TRUSTED).facts();

    assertThat(((Plan) Planner.plan(TRUSTED, facts)).steps()).isEmpty();
    assertThat(Stores.evidence(TRUSTED, facts).proofs())
        .extracting(Proof::path)
        .doesNotContain(JavaKeystore.FILE);
  }

  @Test
  void anotherTreeIsNotAskedForOne() {
    Wanted image = wanted(new TreeRoot("/srv/image"), List.of(HARBOR), absent(ca("Other")));

    assertThat(Stores.questions(image, Facts.NONE))
        .noneMatch(Question.Holds.class::isInstance)
        .noneMatch(Question.Setting.class::isInstance);
    assertThat(Stores.questions(TRUSTED, Facts.NONE)).contains(JavaKeystore.STATE);
  }

  @Test
  void aKeystoreThatHasItNeedsNothingAndIsAProof() {
    HostState state = HostState.converged(TRUSTED);

    assertThat(plan(TRUSTED, state, keystore(HAS_CERTIFICATE, HAS_ENTRY)).steps()).isEmpty();
    assertThat(
            Stores.evidence(TRUSTED, state.facts().and(keystore(HAS_CERTIFICATE).build())).proofs())
        .contains(
            new Proof(
                "system",
                "Harbor",
                Proof.Kind.BUNDLE,
                "/etc/ssl/certs/java/cacerts",
                CERTIFICATE.fingerprint()));
  }

  @Test
  void aKeystoreThatLacksItIsToldOfAllLinksAnew() {
    Plan plan = plan(TRUSTED, HostState.converged(TRUSTED), keystore(HAS_ENTRY));

    assertThat(commands(plan)).containsExactly(FRESH);
    assertThat(plan.tools().getFirst().reasons()).containsExactly("Java's keystore lacked Harbor");
    assertThat(commands(plan(TRUSTED, HostState.fresh(TRUSTED), keystore())))
        .containsExactly(UPDATE);
  }

  @Test
  void aKeystoreThatNobodyKeepsUpToDateMayLackIt() {
    HostState state = HostState.converged(TRUSTED);

    assertThat(plan(TRUSTED, state, keystore().answer(JavaKeystore.UPDATES, "no")).steps())
        .isEmpty();
    assertThat(plan(TRUSTED, state, keystore().answer(JavaKeystore.JAVA, false)).steps()).isEmpty();
    assertThat(plan(TRUSTED, state, keystore().answer(JavaKeystore.HOOK_RUNS, false)).steps())
        .isEmpty();
    assertThat(plan(TRUSTED, state, keystore().answer(JavaKeystore.JARS, List.of())).steps())
        .isEmpty();
    assertThat(plan(TRUSTED, state, keystore().answer(JavaKeystore.STATE, State.ABSENT)).steps())
        .isEmpty();
  }

  @Test
  void anEntryThatIsLeftIsToldToTheHook() {
    for (Wanted wanted : List.of(GONE, GONE_BY_NAME)) {
      Plan plan = plan(wanted, without(), keystore(HAS_CERTIFICATE, HAS_ENTRY));

      assertThat(commands(plan)).containsExactly(HOOK);
      assertThat(plan.tools().getFirst().input()).containsExactly("-/etc/ssl/certs/Harbor.pem");
      assertThat(plan.tools().getFirst().reasons())
          .containsExactly("Java's keystore still had Harbor");
      assertThat(plan.tools().getFirst().tool().mayFail()).isTrue();
      assertThat(plan.warnings()).isEmpty();
    }
  }

  @Test
  void theToolTellsTheHookOfALinkThatGoes() {
    Facts.Builder keystore = keystore(HAS_CERTIFICATE, HAS_ENTRY);
    keystore.answer(DebianStore.pemLink("Harbor"), new LinkFact(LinkFact.Kind.DANGLING, "x"));

    assertThat(commands(plan(GONE, without(), keystore))).containsExactly(UPDATE);

    // Anew, the tool makes all links, and does not see which ones there were.
    keystore.cutOff(DebianStore.HASHED);
    assertThat(commands(plan(GONE, without(), keystore))).containsExactly(FRESH, HOOK);
  }

  @Test
  void anEntryOfAnotherCertificateStays() {
    assertThat(plan(GONE, without(), keystore(HAS_ENTRY)).steps()).isEmpty();
    Facts.Builder foreign = keystore(HAS_ENTRY);
    foreign.answer(DebianStore.pemLink("Harbor"), new LinkFact(LinkFact.Kind.ELSEWHERE, "/x"));
    assertThat(plan(GONE_BY_NAME, without(), foreign).steps()).isEmpty();
  }

  @Test
  void anEntryThatSomebodyElseMadeIsLeftAndSaid() {
    Plan plan = plan(GONE, without(), keystore(HAS_CERTIFICATE));

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.warnings())
        .containsExactly(
            "Java's keystore /etc/ssl/certs/java/cacerts still has Harbor in an entry that is not"
                + " hosttrust's; 'keytool -list -cacerts' shows it");
    assertThat(keptBy(keystore(HAS_CERTIFICATE))).containsExactly(JavaKeystore.FILE);
    assertThat(keptBy(keystore())).isEmpty();
  }

  @Test
  void anEntryThatNothingTakesOutIsSaid() {
    Facts.Builder off = keystore(HAS_CERTIFICATE, HAS_ENTRY).answer(JavaKeystore.JAVA, false);

    Plan plan = plan(GONE, without(), off);

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.warnings())
        .containsExactly(
            "Java's keystore /etc/ssl/certs/java/cacerts still has Harbor, and nothing updates it:"
                + " there is no Java; 'keytool -delete -cacerts -alias debian:harbor.pem' takes it"
                + " out");
    assertThat(keptBy(off)).containsExactly(JavaKeystore.FILE);
  }

  @Test
  void theProofOfARemovalIsThatTheKeystoreLacksIt() {
    Facts facts = without().facts().and(keystore().build());

    assertThat(Stores.evidence(GONE, facts).proofs())
        .contains(
            new Proof(
                "system",
                "Harbor",
                Proof.Kind.ABSENT,
                "/etc/ssl/certs/java/cacerts",
                CERTIFICATE.fingerprint()));
    assertThat(
            Stores.evidence(GONE, without().facts().and(keystore(HAS_CERTIFICATE).build()))
                .proofs())
        .extracting(Proof::path)
        .doesNotContain(JavaKeystore.FILE);
  }

  @Test
  void anEntryIsFoundByItsWholeNameInLowerCase() {
    assertThat(JavaKeystore.entry("Harbor").bytes())
        .isEqualTo(Content.ofLatin1("\u0000\u0011debian:harbor.pem"));
    assertThat(Optional.of(JavaKeystore.entry("x".repeat(255)).bytes().latin1().charAt(0)))
        .contains((char) 1);
  }

  private static List<String> obstacles(Wanted wanted, HostState state, Facts.Builder keystore) {
    return ((Obstacles) Planner.plan(wanted, state.facts().and(keystore.build()))).reasons();
  }

  /** Whether the host has what is wanted otherwise or not, and whether it is to come or to go. */
  @ParameterizedTest
  @CsvSource({
    "EMPTY, is empty",
    "CUT_OFF, 'is cut off or damaged, so that Java cannot read it'",
    "DANGLING, is a link that leads nowhere",
    "OTHER, is no keystore that Java can read",
  })
  void aKeystoreThatCannotBeReadIsAnObstacle(State state, String words) {
    Facts.Builder damaged = keystore().answer(JavaKeystore.STATE, state);
    String said =
        "Java's keystore /etc/ssl/certs/java/cacerts "
            + words
            + "; remove it, and have it made anew with 'update-ca-certificates --fresh'";

    assertThat(obstacles(TRUSTED, HostState.converged(TRUSTED), damaged)).containsExactly(said);
    assertThat(obstacles(TRUSTED, HostState.fresh(TRUSTED), damaged)).containsExactly(said);
    assertThat(obstacles(GONE, without(), damaged)).containsExactly(said);
    assertThat(
            Stores.evidence(GONE, without().facts().and(damaged.build())).proofs().stream()
                .map(Proof::path))
        .doesNotContain(JavaKeystore.FILE);

    damaged.answer(JavaKeystore.PACKAGE_STATE, "half-configured");
    assertThat(obstacles(GONE, without(), damaged).getFirst())
        .contains("'dpkg --configure ca-certificates-java' and 'update-ca-certificates --fresh'");

    damaged.answer(JavaKeystore.JAVA, false);
    assertThat(plan(TRUSTED, HostState.converged(TRUSTED), damaged).steps()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"half-configured", "unpacked", "half-installed"})
  void aPackageWhoseTriggersAreNotRunIsAnObstacleWhereTheKeystoreIsToChange(String packageState) {
    String said =
        "the package ca-certificates-java is %s, so that Java's keystore /etc/ssl/certs/java/cacerts is not updated; run 'dpkg --configure ca-certificates-java', which says what is wrong"
            .formatted(packageState);
    Facts.Builder has = keystore(HAS_CERTIFICATE, HAS_ENTRY);
    has.answer(JavaKeystore.PACKAGE_STATE, packageState);
    Facts.Builder lacks = keystore().answer(JavaKeystore.PACKAGE_STATE, packageState);

    assertThat(obstacles(TRUSTED, HostState.converged(TRUSTED), lacks)).containsExactly(said);
    assertThat(obstacles(GONE, without(), has)).containsExactly(said);

    assertThat(plan(TRUSTED, HostState.converged(TRUSTED), has).steps()).isEmpty();
    assertThat(plan(GONE, without(), lacks).steps()).isEmpty();
  }

  @Test
  void aKeystoreOfAnotherKindIsSaid() {
    Facts.Builder other = keystore().answer(JavaKeystore.STATE, State.PKCS12);

    Plan plan = plan(TRUSTED, HostState.converged(TRUSTED), other);

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.warnings())
        .containsExactly(
            "hosttrust does not look into Java's keystore /etc/ssl/certs/java/cacerts, which is a PKCS #12 file; 'keytool -list -cacerts' shows what it has");
    assertThat(
            Stores.evidence(GONE, without().facts().and(other.build())).proofs().stream()
                .map(Proof::path))
        .doesNotContain(JavaKeystore.FILE);
  }
}
