package dev.hosttrust.controller.cli;

import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.facts.TreeRoot;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.agent.spec.TrustSpec;
import dev.hosttrust.controller.rollout.HostJob;
import dev.hosttrust.controller.rollout.OpenShell;
import dev.hosttrust.controller.ssh.Command;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.HostKeyMode;
import dev.hosttrust.controller.ssh.HostKeyPolicy;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import dev.hosttrust.controller.ssh.jsch.JschTransport;
import dev.hosttrust.inventories.Inventory;
import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.inventories.connection.ConnectionVariables;
import dev.hosttrust.inventories.connection.TrustVariables;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** From options and an inventory to the jobs of a rollout, with the transports that they share. */
final class Fleet implements AutoCloseable {
  private final Environment environment;
  private final FleetOptions options;
  private final Findings findings;
  private final Transport transport =
      new JschTransport(new HostKeyVerifier(), PassphraseSource.NONE);

  Fleet(Environment environment, FleetOptions options, Findings findings) {
    this.environment = environment;
    this.options = options;
    this.findings = findings;
  }

  /** The jobs of all hosts that are selected; what is wrong is in the findings. */
  List<HostJob> jobs() {
    TrustSource trust = new TrustSource(environment, options.spec, findings);
    return hosts().stream().map(host -> job(host, trust)).flatMap(Optional::stream).toList();
  }

  private List<InventoryHost> hosts() {
    if (options.inventory.inventories.isEmpty()) {
      findings.problem("no hosts: name an inventory with -i FILE, or hosts with -i node1,node2");
      return List.of();
    }
    return findings
        .read(
            () -> {
              Inventory inventory =
                  Inventory.read(options.inventory.inventories, environment.workingDirectory());
              String limit = options.inventory.limit;
              return limit == null ? inventory.hosts() : inventory.select(limit, findings::warning);
            })
        .orElse(List.of());
  }

  private Optional<HostJob> job(InventoryHost host, TrustSource source) {
    return findings.read(() -> TrustVariables.of(host)).flatMap(v -> job(host, v, source));
  }

  private Optional<HostJob> job(InventoryHost host, TrustVariables variables, TrustSource source) {
    Optional<TrustSpec> spec = source.of(variables);
    Optional<ConnectionVariables> connection =
        findings.read(() -> ConnectionVariables.of(host, options.become.become));
    if (spec.isEmpty() || connection.isEmpty()) {
      return Optional.empty();
    }
    String root = variables.root();
    Survey survey = new Survey(root == null ? TreeRoot.SYSTEM : new TreeRoot(root), spec.get());
    return Optional.of(new HostJob(host.name(), survey, () -> open(host, connection.get())));
  }

  private OpenShell open(InventoryHost host, ConnectionVariables v) throws ShellException {
    String known = v.sshArgs().getLast().replaceFirst(".*=", "");
    Target target =
        new Target(
            host.name(),
            v.address(),
            Objects.requireNonNull(v.port()),
            Objects.requireNonNull(v.user()),
            new Target.Keys(
                List.of(Path.of(Objects.requireNonNull(v.privateKeyFile()))),
                true,
                true,
                Optional.empty()),
            Optional.empty(),
            new HostKeyPolicy(
                HostKeyMode.STRICT, List.of(Path.of(known)), List.of(), Optional.empty()),
            List.of(),
            Target.Timing.DEFAULT);
    Connection connection = transport.connect(target);
    return new OpenShell() {
      @Override
      public ExecResult exec(String command, byte[] stdin) throws ShellException {
        return Command.run(connection, command, stdin);
      }

      @Override
      public void close() {
        connection.close();
      }
    };
  }

  @Override
  public void close() {
    transport.close();
  }
}
