// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.controller.run.RotationFlags;
import dev.hosttrust.controller.run.TrustFlags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the hosts shall trust. */
final class SpecOptions {
  @Once
  @Common
  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "The CA certificate, or an Easy-RSA directory. PEM or DER, one or several, with or without"
              + " Easy-RSA's text above; of a directory, it is ca.crt.")
  @Nullable String ca;

  @Once
  @Common
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The CA's name on the hosts. The file is /usr/share/ca-certificates/local/NAME.crt."
              + " Default: the file's name without its ending, or the registry's host where that"
              + " says no more than ca.crt does.")
  @Nullable String name;

  @Common
  @Option(
      names = "--registry",
      paramLabel = "HOST[:PORT]",
      description =
          "A container registry that has this CA. Docker's file for it is"
              + " /etc/docker/certs.d/HOST[:PORT]/ca.crt. Repeatable.")
  List<String> registries = new ArrayList<>();

  @Option(
      names = "--allow",
      paramLabel = "WHAT",
      split = ",",
      description =
          "Take what is refused otherwise: leaf (a certificate that is no CA's and that another one"
              + " issued), expired, not-yet-valid. Repeatable.")
  List<String> allowed = new ArrayList<>();

  @Once
  @Common
  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description = "A YAML file with many CAs, in place of --ca.")
  @Nullable String spec;

  @Common
  @Option(
      names = "--store",
      paramLabel = "NAME",
      split = ",",
      completionCandidates = StoreNames.class,
      description =
          "Where hosts keep the trust. Default: system,docker. The stores are"
              + " ${COMPLETION-CANDIDATES}; 'auto' alone takes those that a host has. Repeatable.")
  @Nullable List<String> stores;

  @Once
  @Option(
      names = "--containerd-config-path",
      paramLabel = "DIRECTORY",
      description =
          "Where containerd shall look for its store's files, for one in /etc/containerd/certs.d."
              + " It is set in /etc/containerd/config.toml where that has another, and takes effect when"
              + " you restart containerd.")
  @Nullable String containerdConfigPath;

  /** What {@code --store} takes. */
  static final class StoreNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    StoreNames() {
      super(Stores.names());
      add(Stores.AUTO);
    }
  }

  TrustFlags flags() {
    return flags(null);
  }

  TrustFlags flags(@Nullable RotationFlags rotation) {
    return new TrustFlags(
        ca, name, registries, allowed, spec, stores, containerdConfigPath, false, rotation);
  }
}
