// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.facts.Attributes;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.PathFact;
import dev.hosttrust.agent.facts.PathFact.Absent;
import dev.hosttrust.agent.facts.PathFact.Directory;
import dev.hosttrust.agent.facts.PathFact.Link;
import dev.hosttrust.agent.facts.PathFact.LinkToFile;
import dev.hosttrust.agent.facts.PathFact.RegularFile;
import dev.hosttrust.agent.plan.Obstacles;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.plan.Planning;
import dev.hosttrust.agent.plan.Step;
import dev.hosttrust.agent.plan.Step.WriteFile;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.TreeRoot;
import dev.hosttrust.agent.trust.TrustSpec;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirefoxStoreTest {
  private static final Anchor HARBOR = anchor("harbor", ca("Harbor"));
  private static final Wanted WANTED =
      new Wanted(TreeRoot.SYSTEM, new TrustSpec(List.of(HARBOR)), Stores.named("firefox"));
  private static final String OWN = "/etc/firefox/policies/hosttrust";
  private static final String FILE = OWN + "/harbor.crt";
  private static final String POLICIES = "/etc/firefox/policies/policies.json";
  private static final String ESR = "/usr/lib/firefox-esr/distribution/policies.json";
  private static final String RELEASE = "/usr/lib/firefox/distribution/policies.json";
  private static final String DONE =
      "{\"policies\": {\"Certificates\": {\"Install\": [\"" + FILE + "\"]}}}";
  private static final String HIDES = " would hide its policies; put a file in its place";
  private static final Attributes WRONG = new Attributes(0600, 0, 0);

  private final Map<String, PathFact> paths = new LinkedHashMap<>();

  @Test
  void makesAFreshHostsPoliciesAndTheFileBeforeThem() {
    assertThat(plan().steps().stream().map(Step::subject))
        .containsExactly("/etc/firefox", "/etc/firefox/policies", OWN, FILE, POLICIES);
    assertThat(written(FILE)).isEqualTo(Content.of(HARBOR.content()));
    assertThat(written(POLICIES).text())
        .isEqualTo(
            """
            {
              "policies": {
                "Certificates": {
                  "Install": [
                    "/etc/firefox/policies/hosttrust/harbor.crt"
                  ]
                }
              }
            }
            """);
    assertThat(plan().warnings()).isEmpty();
  }

  @Test
  void hasNothingToDoAndTheFileToShowWhereAllIsThere() {
    converged();

    assertThat(plan().isEmpty()).isTrue();
    assertThat(plan().warnings()).isEmpty();
    assertThat(Stores.evidence(WANTED, facts()).proofs())
        .containsExactly(
            new Proof(
                "firefox", "harbor", Proof.Kind.FILE, FILE, Content.of(HARBOR.content()).sha256()));
  }

  @Test
  void keepsModeOwnerAndBytesOfPoliciesThatAreThere() {
    converged();
    Attributes others = new Attributes(0664, 0, 50);
    Content before = Content.of(new byte[] {'{', '"', (byte) 0xe9, '"', ':', '1', '}'});
    at(POLICIES, new RegularFile(others, before));

    assertThat(plan().steps())
        .containsExactly(
            new WriteFile(
                POLICIES,
                new RegularFile(others, before),
                others,
                Content.ofLatin1("{\"\u00e9\":1, " + DONE.substring(1)),
                "when Firefox is started anew"));
  }

  @Test
  void takesOnThePoliciesThatANewFileWouldHide() {
    file(ESR, "{\"policies\": {\"DisableTelemetry\": true}}");
    file(RELEASE, "{\"policies\": {\"DisableTelemetry\": true}}");

    assertThat(written(POLICIES).text())
        .isEqualTo(
            "{\"policies\": {\"DisableTelemetry\": true, "
                + DONE.substring("{\"policies\": {".length()));
    assertThat(plan().warnings())
        .containsExactly(
            POLICIES
                + " gets what "
                + ESR
                + " holds, which Firefox does not read any more; change policies there from now on");
  }

  @Test
  void leavesTheDistributionsPoliciesHiddenThatAreHidden() {
    converged();
    file(ESR, "{\"policies\": {\"DisableTelemetry\": true}}");
    file(RELEASE, "no JSON");

    assertThat(plan().isEmpty()).isTrue();
    assertThat(plan().warnings()).isEmpty();
  }

  @Test
  void refusesToChooseBetweenPolicies() {
    file(ESR, "{\"policies\": {\"DisableTelemetry\": true}}");
    file(RELEASE, "{}");

    assertObstacle(
        ESR
            + " and "
            + RELEASE
            + " are different, and a new "
            + POLICIES
            + " would hide them all; write there what shall hold for all");
  }

  @Test
  void refusesPoliciesThatItCannotSee() {
    at(ESR, new PathFact.Other("a file of 2097152 bytes"));
    at(RELEASE, new Directory(HostState.DIRECTORY, true));

    assertThat(obstacles())
        .containsExactly(
            ESR + " is a file of 2097152 bytes, and a new " + POLICIES + HIDES,
            RELEASE + " is no file, and a new " + POLICIES + HIDES);
  }

  @Test
  void goesByWhatALinkLeadsTo() {
    at(POLICIES, new Link("/gone"));
    at(ESR, new LinkToFile("/srv/policies.json", Content.of("{}")));

    assertThat(plan().steps())
        .endsWith(
            new WriteFile(
                POLICIES,
                new Link("/gone"),
                HostState.FILE,
                Content.of(DONE),
                "when Firefox is started anew"));

    at(POLICIES, new LinkToFile("/opt/policies.json", Content.of("{\"a\": 1}")));

    assertThat(written(POLICIES).text()).isEqualTo("{\"a\": 1, " + DONE.substring(1));
  }

  @Test
  void leavesALinkToPoliciesThatAreRight() {
    converged();
    at(POLICIES, new LinkToFile("/opt/policies.json", Content.of(DONE)));

    assertThat(plan().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({POLICIES, ESR})
  void namesTheFileThatIsNoJson(String path) {
    file(path, "{\n  // ours\n}\n");

    assertThat(obstacles())
        .singleElement()
        .asString()
        .startsWith(path + " is no valid JSON (line 2, column 3: ")
        .endsWith("), so Firefox ignores all policies; correct it");
  }

  @Test
  void putsItsOwnFileInThePlaceOfTheSystemStores() {
    converged();
    file(POLICIES, DONE.replace(OWN, "/usr/share/ca-certificates/local"));

    assertThat(written(POLICIES).text()).isEqualTo(DONE);
  }

  @Test
  void saysThatProfilesKeepACertificateThatIsReplaced() {
    converged();
    file(FILE, new String(ca("Old").pem(), StandardCharsets.US_ASCII));

    assertThat(plan().warnings())
        .containsExactly(
            "profiles of Firefox that have "
                + ca("Old").described()
                + " go on trusting it; see docs/stores.md for how to take it out");
  }

  @ParameterizedTest
  @CsvSource({"/etc/firefox", "/etc/firefox/policies", POLICIES})
  void saysThatUsersCannotReadThePolicies(String path) {
    converged();
    at(
        path,
        paths.get(path) instanceof RegularFile file
            ? new RegularFile(WRONG, file.content())
            : new Directory(WRONG, true));

    assertThat(plan().isEmpty()).isTrue();
    assertThat(plan().warnings())
        .containsExactly(
            path
                + " cannot be read by all users, and Firefox has no policies for those who cannot;"
                + " open it with 'chmod o+rX "
                + path
                + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/lib/firefox-esr",
    "/usr/lib/firefox",
    "/usr/lib64/firefox",
    "/opt/firefox",
    "/snap/firefox/current/usr/lib/firefox"
  })
  void isOnWhereFirefoxIs(String installation) {
    assertThat(new FirefoxStore().isOn(WANTED, facts())).isFalse();

    at(installation, new Directory(HostState.DIRECTORY, true));

    assertThat(new FirefoxStore().isOn(WANTED, facts())).isTrue();
  }

  @Test
  void isOnWherePoliciesAre() {
    file(POLICIES, "");

    assertThat(new FirefoxStore().isOn(WANTED, facts())).isTrue();
  }

  private void converged() {
    for (String directory : List.of("/etc/firefox", "/etc/firefox/policies", OWN)) {
      at(directory, new Directory(HostState.DIRECTORY, true));
    }
    at(FILE, new RegularFile(HostState.FILE, Content.of(HARBOR.content())));
    file(POLICIES, DONE);
  }

  private void file(String path, String text) {
    at(path, new RegularFile(HostState.FILE, Content.of(text)));
  }

  private void at(String path, PathFact fact) {
    paths.put(path, fact);
  }

  /** All that was not said is absent. */
  private Facts facts() {
    Facts.Builder facts = new Facts.Builder().identity(0, 0);
    HostState.asked(WANTED).forEach(path -> facts.at(path, new Absent()));
    paths.forEach(facts::at);
    return facts.build();
  }

  private Plan plan() {
    Planning planning = Planner.plan(WANTED, facts());
    assertThat(planning).isInstanceOf(Plan.class);
    return (Plan) planning;
  }

  private List<String> obstacles() {
    Planning planning = Planner.plan(WANTED, facts());
    assertThat(planning).isInstanceOf(Obstacles.class);
    return ((Obstacles) planning).reasons();
  }

  private void assertObstacle(String reason) {
    assertThat(obstacles()).containsExactly(reason);
  }

  private Content written(String path) {
    return plan().steps().stream()
        .filter(WriteFile.class::isInstance)
        .map(WriteFile.class::cast)
        .filter(write -> write.path().equals(path))
        .findFirst()
        .orElseThrow()
        .content();
  }
}
