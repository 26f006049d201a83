// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.TrustFlags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the hosts shall trust no longer. */
final class AbsentOptions {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The anchor's name on the hosts, as in /usr/share/ca-certificates/local/NAME.crt.")
  @Nullable String name;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "The CA certificate that goes; another one under the name is left. Default: what lies under the"
              + " name.")
  @Nullable String ca;

  @Option(
      names = "--registry",
      paramLabel = "HOST[:PORT]",
      description =
          "A container registry that loses the CA, as in /etc/docker/certs.d/HOST[:PORT]/ca.crt."
              + " Repeatable.")
  List<String> registries = new ArrayList<>();

  @Option(
      names = "--store",
      paramLabel = "NAME",
      split = ",",
      completionCandidates = SpecOptions.StoreNames.class,
      description =
          "Where the hosts keep the trust: ${COMPLETION-CANDIDATES}. 'auto' alone takes the stores that a"
              + " host has. Repeatable. Default: system,docker.")
  @Nullable List<String> stores;

  TrustFlags flags() {
    return new TrustFlags(ca, name, registries, List.of(), null, stores, null, true, null);
  }
}
