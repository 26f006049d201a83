// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Evidence;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.TrustSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host on which one store is tried. */
abstract class StoreHost extends HarborHost {
  static final List<StoreTree> TREES =
      List.of(
          new StoreTree.SystemTree(),
          new StoreTree.DockerTree(),
          new StoreTree.PodmanTree(),
          new StoreTree.ContainerdTree(),
          new StoreTree.K3sTree(),
          new StoreTree.FirefoxTree());

  /** Makes the host that the store is tried on. */
  Shell make(StoreTree tree, String name) throws IOException {
    host = new ScratchHost(directory.resolve(name), "dash");
    tree.make(host);
    Shell shell = host;
    for (Map.Entry<String, String> program : tree.programs().entrySet()) {
      shell = withTools(tool(program.getKey(), program.getValue()));
    }
    return shell;
  }

  Wanted wanted(StoreTree tree, CaCertificate certificate) {
    TrustSpec spec =
        new TrustSpec(List.of(anchor("harbor", certificate, "harbor.example.com:8443")));
    return new Wanted(host.root(), spec, Stores.named(tree.store()));
  }

  Outcome rollout(StoreTree tree, Shell shell, CaCertificate certificate) {
    return Convergence.rollout(wanted(tree, certificate), plan -> Optional.empty()).run(shell);
  }

  static Evidence changed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Changed.class);
    return ((Changed) outcome).evidence();
  }
}
