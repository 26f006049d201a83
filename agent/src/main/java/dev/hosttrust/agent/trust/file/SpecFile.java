// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.trust.file;

import dev.hosttrust.agent.certificate.CaFile;
import dev.hosttrust.agent.certificate.CaFileReader;
import dev.hosttrust.agent.certificate.EasyRsaPki;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.trust.SpecBuilder;
import dev.hosttrust.agent.trust.UserText;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.ProblemsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The YAML file that holds a trust spec:
 *
 * <pre>{@code
 * stores: [system, containerd]          # or  auto
 * containerd_config_path: /etc/containerd/certs.d
 * anchors:
 *   - name: harbor.example.com
 *     certificate: pki/ca.crt           # or  pki: /srv/easy-rsa/pki
 *     registries: [harbor.example.com, "harbor.example.com:8443"]
 *     allow: [expired]                  # the expired as well
 *     previous: pki/old-ca.crt          # trusted too, as long as it is in use
 *   - name: old.example.com
 *     state: absent                     # goes; certificate: says which, where several have the name
 * }</pre>
 *
 * Paths are relative to the file's directory, {@code ~} and {@code $NAME} in them are expanded.
 * Only {@code name} and {@code certificate} or {@code pki} are needed, and of an absent anchor
 * {@code name} alone. This class judges what is in the file; a parser of the caller's choice makes
 * the nodes.
 */
public final class SpecFile {
  private static final String CONFIG_PATH = "containerd_config_path";
  private static final List<String> ROOT_KEYS = List.of("anchors", "stores", CONFIG_PATH);
  private static final List<String> ANCHOR_KEYS =
      List.of("name", "certificate", "pki", "registries", "allow", "previous", "state");
  private static final String STATE = "state";
  private static final String PREVIOUS = "previous";

  private final Path file;
  private final UserPath paths;
  private final InstantSource now;
  private final SpecBuilder spec = new SpecBuilder();

  private SpecFile(Path file, UserPath paths, InstantSource now) {
    this.file = file;
    this.paths = paths;
    this.now = now;
  }

  /**
   * Reads the CA files that a spec file names.
   *
   * @param file where the spec is from
   * @param root the spec
   * @param paths expands the paths in it
   * @param now the time that the certificates shall be valid at
   * @throws ProblemsException with all the problems of the spec and of the CA files
   */
  public static FileSpec read(Path file, YamlNode root, UserPath paths, InstantSource now) {
    return new SpecFile(file, paths, now).read(root);
  }

  private FileSpec read(YamlNode root) {
    Optional<Stores> stores = Optional.empty();
    Optional<String> configPath = Optional.empty();
    if (root instanceof YamlNode.Mapping mapping) {
      MappingReader keys = new MappingReader(mapping, ROOT_KEYS, spec);
      anchors(keys);
      stores = stores(keys);
      configPath = configPath(keys);
    } else {
      spec.problem(
          new Problem(root.where(), "holds " + root.kind(), "write anchors: and a list below it"));
    }
    return new FileSpec(spec.build(), stores, configPath);
  }

  private Optional<String> configPath(MappingReader root) {
    Optional<UserText> path = root.text(CONFIG_PATH);
    path.ifPresent(
        given -> {
          try {
            var _ = Stores.DEFAULT.withContainerdConfigPath(given.value());
          } catch (IllegalArgumentException e) {
            spec.problem(Problem.at(given.where(), CONFIG_PATH + ": " + e.getMessage()));
          }
        });
    return path.map(UserText::value);
  }

  private Optional<Stores> stores(MappingReader root) {
    if (!root.has("stores")) {
      return Optional.empty();
    }
    List<UserText> names = root.textOrTexts("stores");
    if (names.isEmpty() && !root.isEmptyList("stores")) {
      return Optional.empty(); // what stands there has been reported
    }
    try {
      return Optional.of(Stores.named(names.stream().map(UserText::value).toList()));
    } catch (IllegalArgumentException e) {
      String place = names.isEmpty() ? root.where() : names.getFirst().where();
      spec.problem(Problem.at(place, "stores: " + e.getMessage()));
      return Optional.empty();
    }
  }

  private void anchors(MappingReader root) {
    if (!root.has("anchors")) {
      root.problem("there are no anchors", "write anchors: and a list below it");
    }
    List<YamlNode> anchors = root.items("anchors");
    for (YamlNode anchor : anchors) {
      if (anchor instanceof YamlNode.Mapping mapping) {
        anchor(new MappingReader(mapping, ANCHOR_KEYS, spec));
      } else {
        spec.problem(
            new Problem(
                anchor.where(),
                "an anchor is " + anchor.kind(),
                "write its keys, " + String.join(", ", ANCHOR_KEYS)));
      }
    }
    if (anchors.isEmpty() && root.isList("anchors")) {
      root.problem("the list of anchors is empty", "name at least one");
    }
  }

  private void anchor(MappingReader anchor) {
    if (!anchor.has("name")) {
      anchor.problem("the anchor has no name", "add one, such as name: ca.example.com");
    }
    Optional<UserText> name = anchor.text("name");
    if (isAbsent(anchor)) {
      for (String key : List.of(PREVIOUS, "allow")) {
        if (anchor.has(key)) {
          anchor.problem("an absent anchor has the key " + key, "remove it");
        }
      }
      boolean isNamed = anchor.has("certificate") || anchor.has("pki");
      Optional<CaFile> ca = isNamed ? ca(anchor, CaFileReader.ofAbsent(now)) : Optional.empty();
      if (ca.isPresent() || !isNamed) {
        spec.addAbsent(name.orElse(null), ca, anchor.texts("registries"));
      }
      return;
    }
    CaFileReader reader = new CaFileReader(now, spec.allowances(anchor.texts("allow")));
    Optional<CaFile> ca = ca(anchor, reader);
    Optional<CaFile> previous =
        anchor.text(PREVIOUS).flatMap(f -> read(f, reader.ofPrevious()::read));
    spec.add(name.orElse(null), ca.orElse(null), previous, anchor.texts("registries"));
  }

  private boolean isAbsent(MappingReader anchor) {
    Optional<UserText> state = anchor.text(STATE);
    state
        .filter(given -> !List.of("present", "absent").contains(given.value()))
        .ifPresent(
            given ->
                spec.problem(
                    new Problem(
                        given.where(),
                        "the state '" + given.value() + "' is not known",
                        "write present or absent")));
    return state.filter(given -> given.value().equals("absent")).isPresent();
  }

  private Optional<CaFile> ca(MappingReader anchor, CaFileReader reader) {
    if (anchor.has("certificate") == anchor.has("pki")) {
      anchor.problem(
          anchor.has("pki")
              ? "the anchor has both a certificate and a pki"
              : "the anchor has no certificate",
          "give certificate: FILE, or pki: DIRECTORY of Easy-RSA");
    }
    Optional<CaFile> certificate = anchor.text("certificate").flatMap(f -> read(f, reader::read));
    Optional<CaFile> pki =
        anchor.text("pki").flatMap(directory -> read(directory, new EasyRsaPki(reader)::read));
    return certificate.or(() -> pki);
  }

  private Optional<CaFile> read(UserText path, Function<Path, CaFile> read) {
    try {
      if (!path.value().isEmpty()) {
        return Optional.of(read.apply(file.resolveSibling(paths.expand(path.value()))));
      }
      spec.problem(new Problem(path.where(), "the path is empty", "give the path of a file"));
    } catch (InvalidPathException e) {
      spec.problem(new Problem(path.where(), "no path: " + e.getReason(), "mend it"));
    }
    return Optional.empty();
  }
}
