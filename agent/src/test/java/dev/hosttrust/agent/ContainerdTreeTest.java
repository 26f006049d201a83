// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;

import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.TrustSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stands where containerd's files are to be, in a tree that does not run. */
class ContainerdTreeTest extends HarborHost {
  private static final String CONFIG = "/etc/containerd/config.toml";
  private static final String HOSTS =
      "/etc/containerd/certs.d/harbor.example.com:8443/hosts.toml";
  private static final String TEXT =
      """
      version = 3
      [plugins.'io.containerd.cri.v1.images'.registry]
      config_path = '/etc/containerd/certs.d'
      """;

  private Outcome rollout(Stores stores) {
    TrustSpec spec =
        new TrustSpec(List.of(anchor("harbor", certificate, "harbor.example.com:8443")));
    return Convergence.rollout(new Wanted(host.root(), spec, stores), plan -> Optional.empty())
        .run(host);
  }

  @Test
  void aFileThatIsTooLargeIsNamedOnceWithTheLimit() throws IOException {
    host.write(CONFIG, TEXT);
    host.write(HOSTS, "#".repeat(2_000_100));

    assertReason(rollout(Stores.named("containerd")))
        .isEqualTo(
            HOSTS
                + " is a file of 2,000,100 bytes, and hosttrust reads no more than 1,048,576; make"
                + " it smaller");
  }
}
