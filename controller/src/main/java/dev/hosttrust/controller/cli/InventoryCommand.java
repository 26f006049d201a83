// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.ExitCode;
import dev.hosttrust.controller.report.Lines;
import dev.hosttrust.controller.run.InventoryReader;
import dev.hosttrust.controller.run.InventoryReader.Contents;
import dev.hosttrust.inventories.InventoryGraph;
import dev.hosttrust.inventories.InventoryHost;
import dev.hosttrust.inventories.InventoryJson;
import dev.hosttrust.words.Findings;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what was read. */
@Command(
    name = "inventory",
    sortOptions = false,
    customSynopsis = {
      "hosttrust inventory -i INVENTORY --list [OPTION]...",
      "hosttrust inventory -i INVENTORY --graph [--vars] [OPTION]... [GROUP]",
      "hosttrust inventory -i INVENTORY --host NAME [OPTION]..."
    },
    description = {
      "Shows hosts, groups and variables as they were read.",
      "The form is that of ansible-inventory.",
      "",
      "On a terminal, passwords are shown as ********. A file or a pipe gets them, for it may be"
          + " read as an inventory again.",
    },
    footerHeading = "Examples",
    footer = {
      "  hosttrust inventory -i hosts.ini --list",
      "  hosttrust inventory -i hosts.ini --graph --vars nodes",
      "  hosttrust inventory -i hosts.ini --host node1 -e ansible_user=admin",
      "  hosttrust inventory --kube-nodes --graph workers",
      "  ansible-inventory -i aws_ec2.yml --list |",
      "    hosttrust inventory -i - --list -l 'web:!web1'",
    })
final class InventoryCommand implements Callable<Integer> {
  private final Environment environment;

  @Option(names = "--list", description = "All hosts and groups, as JSON.")
  private boolean list;

  @Option(names = "--names", hidden = true, description = "Hosts and groups, for completion.")
  private boolean names;

  @Option(names = "--graph", description = "The tree of groups.")
  private boolean graph;

  @Option(names = "--vars", description = "With --graph, the variables as well.")
  private boolean variables;

  @Option(names = "--host", paramLabel = "NAME", description = "The variables of a host, as JSON.")
  private @Nullable String host;

  @Parameters(
      arity = "0..1",
      paramLabel = "GROUP",
      description = "With --graph, where the tree starts. Default: all.")
  private @Nullable String group;

  @Mixin private InventoryOptions inventory = new InventoryOptions();

  @Mixin private VaultOptions vault = new VaultOptions();

  InventoryCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Findings findings = new Findings();
    checkUsage(findings);
    findings.throwIfFailed();
    var reader = new InventoryReader(environment, inventory.flags(), vault.flags(), findings);
    Optional<String> shown = reader.read().flatMap(contents -> show(contents, reader, findings));
    findings.throwIfFailed();
    findings
        .warnings()
        .forEach(warning -> environment.errors().println("hosttrust: warning: " + warning));
    Lines out = environment.lines();
    shown.ifPresent(graph || names ? out::printText : out::printJson);
    return ExitCode.OK;
  }

  private void checkUsage(Findings findings) {
    if (Stream.of(list, graph, names, host != null).filter(given -> given).count() != 1) {
      findings.problem("give one of --list, --graph and --host NAME");
    }
    if (!graph && (variables || group != null)) {
      findings.problem("--vars and GROUP go with --graph only");
    }
    if (host != null && inventory.limit != null) {
      findings.problem("--host and --limit: give one of them");
    }
  }

  private Optional<String> show(Contents contents, InventoryReader reader, Findings findings) {
    // A person sees no passwords; a program, which may hand the inventory on, gets them.
    boolean masked = environment.outIsTerminal();
    String name = host;
    if (name != null) {
      return findings
          .read(() -> contents.hosts(Optional.of(name), findings))
          .flatMap(hosts -> single(name, hosts, findings))
          .map(single -> InventoryJson.host(single, masked));
    }
    List<InventoryHost> hosts = reader.selected(contents);
    if (names) {
      return Optional.of(names(hosts));
    }
    return findings.read(
        () ->
            list
                ? InventoryJson.list(contents.inventory(), hosts, masked)
                : InventoryGraph.draw(
                    contents.inventory(), hosts, group == null ? "all" : group, variables, masked));
  }

  private static String names(List<InventoryHost> hosts) {
    return hosts.stream()
        .flatMap(host -> Stream.concat(Stream.of(host.name()), host.groups().stream()))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining("\n"));
  }

  private static Optional<InventoryHost> single(
      String name, List<InventoryHost> hosts, Findings findings) {
    if (hosts.size() != 1) {
      findings.problem("--host %s: stands for %d hosts; name one".formatted(name, hosts.size()));
      return Optional.empty();
    }
    return Optional.of(hosts.getFirst());
  }
}
