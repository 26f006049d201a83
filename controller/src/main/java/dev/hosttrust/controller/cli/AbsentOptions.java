// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.controller.run.TrustFlags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the hosts shall trust no longer. */
final class AbsentOptions {
  @Once
  @Common
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The CA's name on the hosts. The file is /usr/share/ca-certificates/local/NAME.crt.")
  @Nullable String name;

  @Once
  @Common
  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "The CA certificate that goes. Another one under the name is left. Default: what lies under the"
              + " name.")
  @Nullable String ca;

  @Common
  @Option(
      names = "--registry",
      paramLabel = "HOST[:PORT]",
      description =
          "A container registry that loses the CA. Docker's file for it is"
              + " /etc/docker/certs.d/HOST[:PORT]/ca.crt."
              + " Repeatable.")
  List<String> registries = new ArrayList<>();

  @Common
  @Option(
      names = "--store",
      paramLabel = "NAME",
      split = ",",
      completionCandidates = SpecOptions.StoreNames.class,
      description =
          "Where hosts keep the trust. Default: system,docker. The stores are"
              + " ${COMPLETION-CANDIDATES}; 'auto' alone takes those that a host has. Repeatable.")
  @Nullable List<String> stores;

  TrustFlags flags() {
    return new TrustFlags(ca, name, registries, List.of(), null, stores, null, true, null);
  }
}
