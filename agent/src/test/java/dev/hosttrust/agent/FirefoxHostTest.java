// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.TrustSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store firefox on a host in a directory, as Debian's package leaves it. */
class FirefoxHostTest extends HarborHost {
  private static final String FILE = "/etc/firefox/policies/hosttrust/harbor.crt";
  private static final String POLICIES = "/etc/firefox/policies/policies.json";
  private static final String DISTRIBUTION = "/usr/share/firefox-esr/distribution/policies.json";

  @BeforeEach
  void installFirefox() throws IOException {
    Files.createDirectories(host.path("/usr/lib/firefox-esr"));
    Files.createDirectories(host.path("/usr/share/firefox-esr/distribution"));
    Files.createSymbolicLink(
        host.path("/usr/lib/firefox-esr/distribution"),
        Path.of("../../share/firefox-esr/distribution"));
    host.write(DISTRIBUTION, "{\"policies\": {\"DisableTelemetry\": true}}\n");
  }

  @Test
  void mergesThePoliciesBehindDebiansLink() throws IOException {
    SortedMap<String, String> before = host.tree();
    assertThat(Convergence.dryRun(wanted()).run(host)).isInstanceOf(WouldChange.class);
    assertThat(host.tree()).isEqualTo(before);

    assertThat(rollout(host)).isInstanceOf(Changed.class);

    assertThat(Files.readAllBytes(host.path(FILE))).isEqualTo(certificate.pem());
    assertThat(host.read(POLICIES))
        .isEqualTo(
            "{\"policies\": {\"DisableTelemetry\": true, \"Certificates\": {\"Install\": [\""
                + FILE
                + "\"]}}}\n");
    SortedMap<String, String> after = host.tree();
    assertThat(rollout(host)).isInstanceOf(Unchanged.class);
    assertThat(host.tree()).isEqualTo(after);
    assertThat(host.execs()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void putsEverythingBackWhereAStepFails(int step) throws IOException {
    SortedMap<String, String> before = host.tree();

    Outcome outcome = rollout(afterStep(step, "[ $phase != do ] || no_such_command"));

    assertReason(outcome).contains("no_such_command").endsWith("not found; the host is as it was");
    assertThat(host.tree()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void convergesAfterBeingKilledBehindAnyStep(int step) throws IOException {
    rollout(afterStep(step, "kill -9 $$"));
    if (Files.exists(host.path(POLICIES))) {
      assertThat(host.read(POLICIES)).contains(FILE);
      assertThat(host.path(FILE)).exists();
    }

    rollout(host);
    assertThat(rollout(host)).isInstanceOf(Unchanged.class);
    assertThat(host.tree().keySet()).noneMatch(path -> path.contains(".hosttrust-"));
  }

  private Outcome rollout(Shell shell) {
    return Convergence.rollout(wanted(), plan -> Optional.empty()).run(shell);
  }

  private Wanted wanted() {
    return new Wanted(
        host.root(),
        new TrustSpec(List.of(anchor("harbor", certificate))),
        Stores.named("firefox"));
  }
}
