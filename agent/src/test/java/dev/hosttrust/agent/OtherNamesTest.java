// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.trust.AbsentAnchor;
import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.AnchorName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One certificate under two names of the system store, as after a slip in one of them. */
class OtherNamesTest extends RemovalHost {
  private static final String STORE = "system";
  private final Anchor slip = anchor("harbr", certificate);

  private static AbsentAnchor absent(String name) {
    return new AbsentAnchor(new AnchorName(name), Optional.empty(), List.of());
  }

  private Outcome slip() {
    trust(STORE);
    return converge(STORE, List.of(slip));
  }

  @Test
  void theSecondNameIsToldWhenItComes() {
    String told =
        CERTIFICATE
            + " has the certificate of harbr already, as harbor; use that name, or list harbor with"
            + " 'state: absent' in a spec file";

    assertThat(warnings(slip())).containsExactly(told);

    Outcome again = converge(STORE, List.of(slip));
    assertThat(again).isInstanceOf(Unchanged.class);
    assertThat(warnings(again)).isEmpty();
  }

  @Test
  void aFileOfSomebodyElseIsToldAsWell() throws IOException {
    host.write("/usr/share/ca-certificates/corp/ca.crt", text(certificate));
    host.write("/etc/ca-certificates.conf", "corp/ca.crt\n");
    host.write("/etc/ssl/certs/ca-certificates.crt", text(certificate));

    assertThat(warnings(trust(STORE)))
        .containsExactly(
            "/usr/share/ca-certificates/corp/ca.crt has the certificate of harbor as well, and"
                + " would keep it trusted when harbor is taken away");
  }

  /** What the refusal of a removal advises. */
  @Test
  void bothNamesGoTogether() {
    slip();
    Outcome refused = converge(STORE, List.of(), absent("harbr"));
    assertThat(refused).isInstanceOf(Failed.class);
    assertThat(((Failed) refused).reasons())
        .containsExactly(
            CERTIFICATE
                + " has the certificate of harbr as well, so it would stay trusted; list harbor too"
                + " in a spec file, with 'state: absent', or with its certificate where it shall"
                + " stay");

    Outcome outcome = converge(STORE, List.of(), absent("harbr"), absent("harbor"));

    assertThat(outcome).isInstanceOf(Changed.class);
    assertThat(host.path(CERTIFICATE)).doesNotExist();
    assertThat(host.path(CERTIFICATE.replace("harbor", "harbr"))).doesNotExist();
    assertThat(((Changed) outcome).evidence().proofs()).isNotEmpty();
  }

  @Test
  void oneOfThemGoesWhereTheOtherIsGivenAsItIs() {
    slip();

    Outcome outcome =
        converge(STORE, List.of(anchor("harbor", certificate, NAME)), absent("harbr"));

    assertThat(outcome).isInstanceOf(Changed.class);
    assertThat(warnings(outcome)).isEmpty();
    assertThat(host.path(CERTIFICATE)).exists();
    assertThat(host.path(CERTIFICATE.replace("harbor", "harbr"))).doesNotExist();
  }
}
