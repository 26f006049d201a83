// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.facts;

import dev.hosttrust.agent.trust.Anchor;
import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.trust.RegistryFile;
import dev.hosttrust.agent.trust.TrustSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one trust spec concerns on a host: the paths that a probe looks at, and no others.
 *
 * @param root where the tree starts
 * @param spec the wanted trust
 */
public record Survey(TreeRoot root, TrustSpec spec) {

  /** The anchor's file in the system store. */
  public String file(Anchor anchor) {
    return Layout.LOCAL_DIRECTORY + "/" + anchor.fileName();
  }

  /** The anchor's line in {@code /etc/ca-certificates.conf}. */
  public static String entry(Anchor anchor) {
    return Layout.LOCAL + "/" + anchor.fileName();
  }

  public String directory(Registry registry) {
    return Layout.DOCKER_CERTIFICATES + "/" + registry.directoryName();
  }

  /** The CA file of a registry. */
  public String file(RegistryFile file) {
    return directory(file.registry()) + "/ca.crt";
  }

  /** Every path that a plan may depend on, directories before what they hold. */
  public List<String> paths() {
    List<String> paths = new ArrayList<>();
    paths.add(Layout.HASHED);
    paths.add(Layout.CERTIFICATES);
    paths.add(Layout.LOCAL_DIRECTORY);
    spec.anchors().forEach(anchor -> paths.add(file(anchor)));
    paths.add(Layout.CONFIGURATION);
    List<RegistryFile> registries = spec.registryFiles();
    if (!registries.isEmpty()) {
      paths.add(Layout.DOCKER);
      paths.add(Layout.DOCKER_CERTIFICATES);
    }
    for (RegistryFile registry : registries) {
      paths.add(directory(registry.registry()));
      paths.add(file(registry));
    }
    return paths;
  }

  /** Every directory in which a change puts files under temporary names. */
  public List<String> workDirectories() {
    return Stream.concat(
            Stream.of(Layout.LOCAL_DIRECTORY, "/etc", "/etc/ssl"),
            spec.registryFiles().stream().map(file -> directory(file.registry())))
        .toList();
  }
}
