// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.facts.Facts;
import dev.hosttrust.agent.facts.Question;
import dev.hosttrust.agent.facts.Question.Path;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.RegistryFile;
import dev.hosttrust.agent.trust.TrustSpec;
import java.util.List;

/**
 * A node of OpenShift or OKD. Two controllers remove what they do not know below {@code
 * /etc/docker/certs.d}: node-ca (cluster-image-registry-operator, {@code nodeca.go}) and the
 * machine-config-daemon (machine-config-operator, {@code certificate_writer.go}).
 */
final class OpenShiftNode {
  /** Where the machine-config-daemon keeps its state, on every node. */
  private static final Path DAEMON = Path.look("/etc/machine-config-daemon");

  static final List<Question<?>> QUESTIONS = List.of(DAEMON);

  private OpenShiftNode() {}

  /** Who manages the registries of this host, and what to do there; one for each registry. */
  static List<String> obstacles(TrustSpec spec, Facts facts) {
    if (!facts.exists(DAEMON.path())) {
      return List.of();
    }
    return spec.registryFiles().stream()
        .map(RegistryFile::registry)
        .map(OpenShiftNode::obstacle)
        .toList();
  }

  private static String obstacle(Registry registry) {
    return ("OpenShift manages the registries of this host (%s is there) and would remove the CA of"
            + " %s again; give it to the cluster, in a ConfigMap of its own or the one that is"
            + " named there: oc create configmap registry-cas -n openshift-config"
            + " --from-file=%s=ca.crt; oc patch image.config.openshift.io/cluster --type=merge"
            + " -p '{\"spec\":{\"additionalTrustedCA\":{\"name\":\"registry-cas\"}}}'")
        .formatted(DAEMON.path(), registry, key(registry));
  }

  /** A key of a ConfigMap has no colon. */
  private static String key(Registry registry) {
    return registry.toString().replace(":", "..");
  }
}
