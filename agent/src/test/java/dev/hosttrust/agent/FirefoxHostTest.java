// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.TrustSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The store firefox, the whole way on a host in a directory. */
class FirefoxHostTest extends HarborHost {
  private static final String POLICIES = "/etc/firefox/policies/policies.json";
  private static final String DISTRIBUTION = "/usr/lib/firefox-esr/distribution/policies.json";

  @Test
  void saysOnceThatTheDistributionsPoliciesAreTakenOn() throws IOException {
    host.write(DISTRIBUTION, "{\"policies\": {\"DisableTelemetry\": true}}\n");

    Outcome first = rollout();

    assertThat(first).isInstanceOf(Changed.class);
    assertThat(((Changed) first).warnings())
        .containsExactly(
            POLICIES
                + " gets what "
                + DISTRIBUTION
                + " holds, which Firefox does not read any more; change policies there from now"
                + " on");
    assertThat(host.read(POLICIES))
        .isEqualTo(
            "{\"policies\": {\"DisableTelemetry\": true, \"Certificates\": {\"Install\":"
                + " [\"/etc/firefox/policies/hosttrust/harbor.crt\"]}}}\n");
    Outcome second = rollout();
    assertThat(second).isInstanceOf(Unchanged.class);
    assertThat(((Unchanged) second).warnings()).isEmpty();
  }

  private Outcome rollout() {
    TrustSpec spec = new TrustSpec(List.of(anchor("harbor", certificate)));
    Wanted wanted = new Wanted(host.root(), spec, Stores.named("firefox"));
    return Convergence.rollout(wanted, plan -> Optional.empty()).run(host);
  }
}
