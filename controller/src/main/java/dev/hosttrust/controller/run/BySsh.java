// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.config.Resolution;
import dev.hosttrust.controller.ssh.openssh.SshProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hosts of a run that the machine's own ssh reaches, and why. For one thread. */
final class BySsh {
  private static final List<String> ASKED_FOR = List.of("--transport openssh");

  private final FleetFindings findings;
  private final Map<String, String> environment;
  private final Map<List<String>, List<String>> hosts = new LinkedHashMap<>();

  private boolean lookedFor;
  private Optional<SshProgram> program = Optional.empty();

  /**
   * @param environment whose {@code PATH} says where ssh is
   */
  BySsh(FleetFindings findings, Map<String, String> environment) {
    this.findings = findings;
    this.environment = environment;
  }

  /** The target; where it is reached by ssh, that and the reasons are noted. */
  Optional<Target> target(String host, Resolution found) {
    Target target = found.target();
    if (target.ssh().isEmpty()) {
      return Optional.of(target);
    }
    List<String> reasons = found.reasons().isEmpty() ? ASKED_FOR : found.reasons();
    Optional<SshProgram> ssh = program();
    if (ssh.isEmpty()) {
      findings
          .common()
          .problem(
              host,
              "is to be reached by ssh, for %s, and there is no ssh on this machine"
                  .formatted(String.join(", ", reasons)),
              "install openssh-client, or leave that out");
      return Optional.empty();
    }
    hosts.computeIfAbsent(reasons, key -> new ArrayList<>()).add(host);
    return found.unsure()
        ? findings.read(host, () -> ssh.get().complete(target))
        : Optional.of(target);
  }

  /** Looked for when a host needs it, and once. */
  private Optional<SshProgram> program() {
    if (!lookedFor) {
      program = SshProgram.find(environment);
      lookedFor = true;
    }
    return program;
  }

  /** The hosts, by the reasons. */
  Map<List<String>, List<String>> hosts() {
    return hosts;
  }
}
