// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.TestSpecs;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.trust.TreeRoot;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EarlierAnchorsTest {
  private static final CaCertificate OLD = ca("Old");
  private static final CaCertificate NEW = ca("New");
  private static final Wanted ONE = TestSpecs.wanted(TreeRoot.SYSTEM, anchor("harbor", NEW));
  private static final Wanted BOTH =
      TestSpecs.wanted(
          TreeRoot.SYSTEM,
          anchor("harbor" + OLD.partSuffix(), OLD),
          anchor("harbor" + NEW.partSuffix(), NEW));

  @Test
  void namesThePartsOfAFormerBundle() {
    assertThat(warnings(ONE, "local/harbor.crt\nlocal/harbor%s.crt\n".formatted(OLD.partSuffix())))
        .containsExactly(
            "still trusts harbor"
                + OLD.partSuffix()
                + ", which an earlier rollout put there and this one does not have; see"
                + " /usr/share/ca-certificates/local");
  }

  @Test
  void namesTheSingleFileFromBeforeTheAnchorWasABundle() {
    assertThat(warnings(BOTH, "local/harbor.crt\n"))
        .containsExactly(
            "still trusts harbor, which an earlier rollout put there and this one does not have; see"
                + " /usr/share/ca-certificates/local");
  }

  @Test
  void saysNothingOfWhatIsWantedOrDeselectedOrNotOurs() {
    assertThat(
            warnings(
                BOTH,
                """
                # local/harbor-00000000.crt
                local/harbor%s.crt
                local/harbor%s.crt
                !local/harbor-00000000.crt
                local/harbor-staging.crt
                local/harbor-0000000g.crt
                local/other-00000000.crt
                other/harbor-00000000.crt
                mozilla/harbor.crt
                """
                    .formatted(OLD.partSuffix(), NEW.partSuffix())))
        .isEmpty();
  }

  @Test
  void saysNothingOfACertificateThatGoesOutUnderAnotherName() {
    assertThat(warnings(ONE, "local/harbor%s.crt\n".formatted(NEW.partSuffix()))).isEmpty();
  }

  /** The user may call it so; then it is no part of a bundle named {@code harbor}. */
  @Test
  void takesANameThatOnlyLooksLikeAPartsForWhatItIs() {
    Wanted wanted = TestSpecs.wanted(TreeRoot.SYSTEM, anchor("harbor-20260101", NEW));
    assertThat(warnings(wanted, "local/harbor.crt\nlocal/harbor-00000000.crt\n")).isEmpty();
  }

  @Test
  void namesTenAndCountsTheRest() {
    String conf =
        IntStream.range(0, 12)
            .mapToObj("local/harbor-%08x.crt\n"::formatted)
            .collect(Collectors.joining());
    assertThat(warnings(ONE, conf))
        .singleElement()
        .asString()
        .contains("harbor-00000009 and 2 more, which an earlier rollout put there")
        .doesNotContain("harbor-0000000a");
  }

  private static List<String> warnings(Wanted wanted, String conf) {
    HostState state = HostState.converged(wanted).conf(conf);
    return ((Plan) Planner.plan(wanted, state.facts())).warnings();
  }
}
