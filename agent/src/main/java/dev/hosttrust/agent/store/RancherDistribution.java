// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Names;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.yaml.YamlException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * k3s or RKE2: the same program in two distributions, with containerd in it.
 *
 * @param name of the distribution and of its directories
 * @param server the systemd service of a server
 * @param agent that of a node that only runs pods
 */
record RancherDistribution(String name, String server, String agent) {
  static final List<RancherDistribution> ALL =
      List.of(
          new RancherDistribution("k3s", "k3s", "k3s-agent"),
          new RancherDistribution("rke2", "rke2-server", "rke2-agent"));

  /** Rancher writes it on the nodes of the clusters that it made, together with registries.yaml. */
  private static final String RANCHERS = "/50-rancher.yaml";

  static final String PARENT = "/etc/rancher";

  String directory() {
    return PARENT + "/" + name;
  }

  String registries() {
    return directory() + "/registries.yaml";
  }

  /** The directory of ours for CA files. */
  String caDirectory() {
    return directory() + "/hosttrust";
  }

  String caFile(Registry registry) {
    return caDirectory() + "/" + registry + ".crt";
  }

  private String state() {
    return "/var/lib/rancher/" + name;
  }

  /** What a node is asked, besides what its registries need. */
  List<Question<?>> questions() {
    return List.of(
        Path.directory(directory()),
        Path.file(registries()),
        Path.directory(caDirectory()),
        Path.look(state()),
        Path.look(serverState()),
        generatedBefore2024(),
        configurations());
  }

  /** Only a server has it. */
  private String serverState() {
    return state() + "/server";
  }

  /** The file of a CA that the service reads for a registry, where it is not ours. */
  List<String> others(Registry registry, Optional<Content> registries) {
    return others(registry, registries, yaml -> yaml.caFileFor(registry).stream().toList());
  }

  /** That file, and the one that it reads once the registry has no entry of its own. */
  List<String> mayBecomeOthers(Registry registry, Facts facts) {
    return others(registry, facts.content(registries()), yaml -> yaml.caFilesFor(registry));
  }

  private List<String> others(
      Registry registry,
      Optional<Content> registries,
      Function<RegistriesYaml, List<String>> named) {
    try {
      RegistriesYaml yaml = RegistriesYaml.of(registries.map(Content::text).orElse(""));
      return named.apply(yaml).stream().filter(path -> !path.equals(caFile(registry))).toList();
    } catch (YamlException e) {
      return List.of();
    }
  }

  /** What the service wrote for containerd at its start, from {@link #registries}. */
  Path generated(Registry registry) {
    return Path.look("%s/%s/hosts.toml".formatted(generatedDirectory(), registry));
  }

  /** Where it writes that for all of them. */
  String generatedDirectory() {
    return state() + "/agent/etc/containerd/certs.d";
  }

  /** The same of releases before the year 2024. */
  Path generatedBefore2024() {
    return Path.look(state() + "/agent/etc/containerd/config.toml");
  }

  /** Names only: the files hold the cluster's secrets. */
  Names configurations() {
    return new Names(directory() + "/config.yaml.d", ".yaml");
  }

  /** Whether Rancher writes registries.yaml, so that a change of it would not last. */
  boolean isManaged(Facts facts) {
    return facts.of(configurations()).stream().anyMatch(path -> path.endsWith(RANCHERS));
  }

  /** The same, for people. */
  String manager() {
    return "Rancher manages %s (%s%s is there) and would write it anew"
        .formatted(registries(), configurations().directory(), RANCHERS);
  }

  boolean isOn(Facts facts) {
    return facts.exists(directory()) || facts.exists(state());
  }

  String service(Facts facts) {
    return facts.exists(serverState()) ? server : agent;
  }
}
