package dev.hosttrust.agent.facts;

import dev.hosttrust.agent.spec.Anchor;
import dev.hosttrust.agent.spec.Registry;
import dev.hosttrust.agent.spec.RegistryFile;
import dev.hosttrust.agent.spec.TrustSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one trust spec concerns on a host: the paths that a probe looks at, and no others.
 *
 * @param layout where the stores are
 * @param spec the wanted trust
 */
public record Survey(Layout layout, TrustSpec spec) {

  /** The anchor's file in the system store. */
  public String file(Anchor anchor) {
    return layout.localDirectory() + "/" + anchor.fileName();
  }

  /** The anchor's line in {@code /etc/ca-certificates.conf}. */
  public static String entry(Anchor anchor) {
    return Layout.LOCAL + "/" + anchor.fileName();
  }

  public String directory(Registry registry) {
    return layout.dockerCertificates() + "/" + registry.directoryName();
  }

  /** The CA file of a registry. */
  public String file(RegistryFile file) {
    return directory(file.registry()) + "/ca.crt";
  }

  /** Every path that a plan may depend on, directories before what they hold. */
  public List<String> paths() {
    List<String> paths = new ArrayList<>();
    paths.add(layout.hashed());
    paths.add(layout.certificates());
    paths.add(layout.localDirectory());
    spec.anchors().forEach(anchor -> paths.add(file(anchor)));
    paths.add(layout.configuration());
    List<RegistryFile> registries = spec.registryFiles();
    if (!registries.isEmpty()) {
      paths.add(layout.docker());
      paths.add(layout.dockerCertificates());
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
            Stream.of(layout.localDirectory(), layout.root() + "/etc", layout.root() + "/etc/ssl"),
            spec.registryFiles().stream().map(file -> directory(file.registry())))
        .toList();
  }
}
