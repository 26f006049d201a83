package dev.hosttrust.controller.cli;

import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.facts.TreeRoot;
import dev.hosttrust.agent.spec.TrustSpec;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.inventories.connection.TrustVariables;
import java.util.List;
import java.util.Optional;

/** From an inventory and a trust spec to the jobs of a rollout. */
final class Fleet {
  private final InventoryReader reader;
  private final boolean become;
  private final TrustSource trust;
  private final Connections connections;
  private final Findings findings;

  Fleet(Environment environment, FleetOptions options, Connections connections, Findings findings) {
    this.reader = new InventoryReader(environment, options.inventory, options.vault, findings);
    this.become = options.become.become;
    this.trust = new TrustSource(environment, options.spec, findings);
    this.connections = connections;
    this.findings = findings;
  }

  /** The jobs of all hosts that are selected; what is wrong is in the findings. */
  List<HostJob> jobs() {
    return hosts().stream().map(this::job).flatMap(Optional::stream).toList();
  }

  private List<InventoryHost> hosts() {
    return reader.read().map(reader::selected).orElse(List.of());
  }

  private Optional<HostJob> job(InventoryHost host) {
    Optional<Survey> survey =
        findings.read(() -> TrustVariables.of(host)).flatMap(v -> survey(host, v));
    Optional<HostJob.Opener> opener =
        findings
            .read(() -> ConnectionVariables.of(host, become))
            .flatMap(variables -> connections.opener(host.name(), variables));
    return survey.flatMap(s -> opener.map(o -> new HostJob(host.name(), s, o)));
  }

  private Optional<Survey> survey(InventoryHost host, TrustVariables variables) {
    Optional<TrustSpec> spec = trust.of(variables);
    String root = variables.root();
    Optional<TreeRoot> tree =
        root == null
            ? Optional.of(TreeRoot.SYSTEM)
            : findings.read(host.name() + ": hosttrust_root", () -> new TreeRoot(root));
    return spec.flatMap(s -> tree.map(t -> new Survey(t, s)));
  }
}
