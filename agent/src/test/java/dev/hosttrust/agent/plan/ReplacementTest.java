// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.plan;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.TestSpecs;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.plan.Step.RunTool;
import dev.hosttrust.agent.store.HostState;
import dev.hosttrust.agent.store.Planner;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.TreeRoot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplacementTest {
  private static final CaCertificate NEW = ca("Harbor");
  private static final CaCertificate OLD = ca("Team A");
  private static final Wanted WANTED_TRUST =
      TestSpecs.wanted(TreeRoot.SYSTEM, anchor("harbor", NEW, "r.example.com"));
  private static final String FILE = "/usr/share/ca-certificates/local/harbor.crt";
  private static final String REGISTRY = "/etc/docker/certs.d/r.example.com/ca.crt";

  private static String pem(CaCertificate certificate) {
    return new String(certificate.pem(), StandardCharsets.US_ASCII);
  }

  @Test
  void namesTheCertificateThatItTakesThePlaceOf() {
    Plan plan = planWith(FILE, "# Team A\n" + pem(OLD));

    assertThat(plan.replacements()).containsExactly(new Replacement(FILE, List.of(OLD)));
    assertThat(Replacement.notes(plan.replacements()))
        .containsExactly(
            "replaces CN=Team A (SHA-256 %s, valid until 2035-01-01)".formatted(OLD.fingerprint()));
    assertThat(reasons(plan))
        .containsExactly(
            "harbor.crt held CN=Team A (SHA-256 %s, valid until 2035-01-01)"
                .formatted(OLD.fingerprint()));
  }

  @Test
  void readsDer() {
    Content der = Content.ofLatin1(new String(OLD.der(), StandardCharsets.ISO_8859_1));
    Plan plan = plan(HostState.converged(WANTED_TRUST).file(FILE, der));

    assertThat(plan.replacements()).containsExactly(new Replacement(FILE, List.of(OLD)));
  }

  @Test
  void saysWhereSomethingElseThanACertificateStood() {
    Plan plan = planWith(FILE, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

    assertThat(plan.replacements()).containsExactly(new Replacement(FILE, List.of()));
    assertThat(Replacement.notes(plan.replacements()))
        .containsExactly("replaces " + FILE + ", which held no certificate");
    assertThat(reasons(plan)).containsExactly("harbor.crt held no certificate");
  }

  @Test
  void saysNothingWhereTheSameCertificateHasAnotherText() {
    Plan plan = planWith(FILE, "# text\n" + pem(NEW));

    assertThat(plan.replacements()).isEmpty();
    assertThat(reasons(plan))
        .containsExactly("harbor.crt held the same certificate with another text");
  }

  @Test
  void namesOnlyWhatGoesFromARegistrysFile() {
    Plan plan = planWith(REGISTRY, pem(NEW) + pem(OLD));

    assertThat(plan.replacements()).containsExactly(new Replacement(REGISTRY, List.of(OLD)));
  }

  @Test
  void saysNothingOfAFreshHost() {
    assertThat(plan(HostState.fresh(WANTED_TRUST)).replacements()).isEmpty();
  }

  @Test
  void notesWhatTwoFilesHeldOnce() {
    HostState state = HostState.converged(WANTED_TRUST);
    state.file(FILE, Content.of(pem(OLD))).file(REGISTRY, Content.of(pem(OLD)));

    assertThat(Replacement.notes(plan(state).replacements())).hasSize(1);
  }

  @Test
  void notesFiveAndCountsTheRest() {
    List<CaCertificate> many = IntStream.range(0, 8).mapToObj(i -> ca("Old " + i)).toList();

    assertThat(Replacement.notes(List.of(new Replacement(FILE, many))))
        .hasSize(6)
        .endsWith("replaces 3 more certificates");
  }

  private static Plan planWith(String path, String text) {
    return plan(HostState.converged(WANTED_TRUST).file(path, Content.of(text)));
  }

  private static Plan plan(HostState state) {
    return (Plan) Planner.plan(WANTED_TRUST, state.facts());
  }

  private static List<String> reasons(Plan plan) {
    return ((RunTool) plan.steps().getLast()).reasons();
  }
}
