// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import java.util.Optional;

/** Says why containerd reads no certificate file, and what an operator does about it. */
final class ContainerdRemedy {
  /** The directory that containerd's documents and installers use. */
  static final String USUAL_PATH = "/etc/containerd/certs.d";

  private static final String RESTART =
      ", then restart containerd (containers go on running meanwhile)";

  private ContainerdRemedy() {}

  static Optional<String> of(ContainerdConfig config) {
    if (config.criOff()) {
      return Optional.of(
          "containerd's CRI plugin is switched off (disabled_plugins), so that nothing reads its"
              + " certificate files; leave this store out where Docker alone uses containerd, or take"
              + " the plugin out of disabled_plugins"
              + RESTART);
    }
    if (config.roots().isEmpty()) {
      return Optional.of(unset(config));
    }
    if (!config.oldKeys().isEmpty()) {
      return Optional.of(
          "containerd's configuration has both config_path and the older registry."
              + config.oldKeys().getFirst()
              + ", and with both its CRI plugin does not load at a start; move what the older keys say"
              + " into hosts.toml files below "
              + config.configPath()
              + " and delete them"
              + RESTART);
    }
    if (config.readsOnePath() && config.configPath().contains(":")) {
      return Optional.of(
          "containerd looks for certificate files in one directory named '"
              + config.configPath()
              + "' and not in those that this lists (2.1 and newer do so in Kubernetes' pulls); set"
              + " config_path to a single directory, as --containerd-config-path "
              + config.configPath().substring(0, config.configPath().indexOf(':'))
              + " does, or use_local_image_pull = true"
              + RESTART);
    }
    return config
        .odd()
        .map(
            root ->
                "config_path names '%s', which is not the absolute path of a directory; set it to one"
                        .formatted(root)
                    + ", as --containerd-config-path does"
                    + RESTART);
  }

  private static String unset(ContainerdConfig config) {
    String unset = "containerd reads no certificate files, because config_path is not set; ";
    return config.oldKeys().isEmpty()
        ? unset
            + "--containerd-config-path "
            + USUAL_PATH
            + " sets it; it takes effect with a restart of containerd (containers go on running"
            + " meanwhile)"
        : unset
            + "its configuration has the older registry."
            + config.oldKeys().getFirst()
            + ", which must not stand beside it: move what the older keys say into hosts.toml files"
            + " below "
            + USUAL_PATH
            + ", delete them and set config_path"
            + RESTART;
  }
}
