// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.trust.Registry;
import dev.hosttrust.agent.yaml.YamlCut;
import dev.hosttrust.agent.yaml.YamlEdit;
import dev.hosttrust.agent.yaml.YamlException;
import dev.hosttrust.agent.yaml.YamlPart;
import dev.hosttrust.agent.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The text of {@code /etc/rancher/k3s/registries.yaml}, or RKE2's: from it the service writes at
 * its start, for each registry that it names, the directory that containerd looks into.
 *
 * <p>Source of the rules: k3s, {@code pkg/agent/containerd/config.go} ({@code getHostConfigs}), and
 * rancher/wharfie, {@code registries.yaml}. {@code configs."HOST:PORT".tls.ca_file} is one path;
 * the key is compared as it stands. The entry {@code "*"} serves the registries that have none of
 * their own, so that an entry for one takes it off the mirrors of {@code "*"}. An entry under
 * {@code mirrors} is therefore written where, and only where, {@code mirrors."*"} is there: it
 * shares a registry's images with other nodes where the embedded mirror is on.
 */
final class RegistriesYaml {
  private static final String CONFIGS = "configs";
  private static final String MIRRORS = "mirrors";
  private static final String ANY = "*";

  private final String text;
  private final Optional<YamlPart> root;

  private RegistriesYaml(String text, Optional<YamlPart> root) {
    this.text = text;
    this.root = root;
  }

  /**
   * Reads a text.
   *
   * @param text empty where there is no file yet
   * @throws YamlException if it cannot be read
   */
  static RegistriesYaml of(String text) throws YamlException {
    return new RegistriesYaml(text, YamlText.parse(text));
  }

  /** An edit for {@link #nameCaFile}, which takes all registries. */
  YamlEdit edit() {
    return YamlEdit.of(text, root);
  }

  /**
   * Names the file of a registry's CA.
   *
   * @return false where the text names it already
   * @throws YamlException if the text cannot be edited without harm to it
   */
  boolean nameCaFile(YamlEdit edit, Registry registry, String caFile) throws YamlException {
    String host = registry.directoryName();
    if (find(root, CONFIGS, host).isEmpty()) {
      if (find(root, CONFIGS, ANY).isPresent()) {
        throw new YamlException("configs.\"*\" serves %s now, and would no longer".formatted(host));
      }
      Optional<YamlPart> mirror = find(root, MIRRORS, ANY);
      if (mirror.isPresent() && find(root, MIRRORS, host).isEmpty()) {
        edit.set(List.of(MIRRORS, host), likeAny(mirror.get(), host));
      }
    }
    return edit.set(caFilePath(host), caFile);
  }

  /**
   * The text without a registry's CA file, and without the entries that held nothing else. An entry
   * under {@code mirrors} stays: whose it is cannot be told.
   *
   * @throws YamlException if it cannot be edited without harm
   */
  static String withoutCaFile(String text, Registry registry) throws YamlException {
    return YamlCut.remove(text, caFilePath(registry.directoryName()));
  }

  /** What {@link #nameCaFile} writes, on one line, for one who does it by hand. */
  static String snippet(Registry registry, String caFile) {
    return "configs: {\"%s\": {tls: {ca_file: \"%s\"}}}".formatted(registry, caFile);
  }

  /** The file that the text names for a registry's CA. */
  Optional<String> caFile(Registry registry) {
    return find(root, caFilePath(registry.directoryName()).toArray(String[]::new))
        .flatMap(
            part -> part instanceof YamlPart.Scalar s ? Optional.of(s.value()) : Optional.empty());
  }

  /** The file that serves a registry: its own entry's, or that of {@code "*"} for want of one. */
  Optional<String> caFileFor(Registry registry) {
    String host = registry.directoryName();
    return Optional.ofNullable(caFiles().get(find(root, CONFIGS, host).isPresent() ? host : ANY));
  }

  /** The files that serve a registry, or would if it had no entry of its own. */
  List<String> caFilesFor(Registry registry) {
    SequencedMap<String, String> files = caFiles();
    return Stream.of(registry.directoryName(), ANY)
        .filter(files::containsKey)
        .map(files::get)
        .distinct()
        .toList();
  }

  /** The files that the text names, by registry; its key may be {@code "*"}. */
  SequencedMap<String, String> caFiles() {
    SequencedMap<String, String> files = new LinkedHashMap<>();
    if (find(root, CONFIGS).orElse(null) instanceof YamlPart.Mapping configs) {
      for (YamlPart.Entry entry : configs.entries()) {
        String host = String.valueOf(entry.name());
        find(root, caFilePath(host).toArray(String[]::new))
            .filter(YamlPart.Scalar.class::isInstance)
            .map(part -> ((YamlPart.Scalar) part).value())
            .filter(path -> path.startsWith("/"))
            .ifPresent(path -> files.put(host, path));
      }
    }
    return files;
  }

  /** Whether the text has a registry's certificate not verified at all, whatever CA it names. */
  boolean skipsVerification(Registry registry) {
    String host = registry.directoryName();
    return find(root, CONFIGS, host, "tls", "insecure_skip_verify")
        .filter(part -> part instanceof YamlPart.Scalar s && s.value().equalsIgnoreCase("true"))
        .isPresent();
  }

  private static List<String> caFilePath(String host) {
    return List.of(CONFIGS, host, "tls", "ca_file");
  }

  /** The mirrors of a registry that had those of {@code "*"} so far. */
  private static Map<String, Object> likeAny(YamlPart any, String host) throws YamlException {
    if (any instanceof YamlPart.Scalar scalar && scalar.isNull()) {
      return Map.of();
    }
    if (any instanceof YamlPart.Mapping mapping
        && mapping.entries().stream().allMatch(entry -> entry.name().equals("endpoint"))) {
      Optional<YamlPart> endpoint = mapping.entry("endpoint").map(YamlPart.Entry::value);
      if (endpoint.isEmpty() || (endpoint.get() instanceof YamlPart.Scalar s && s.isNull())) {
        return Map.of();
      }
      if (endpoint.get() instanceof YamlPart.Sequence list) {
        return Map.of("endpoint", texts(list, host));
      }
    }
    throw new YamlException(noLonger(host));
  }

  private static List<String> texts(YamlPart.Sequence list, String host) throws YamlException {
    List<String> texts = new ArrayList<>();
    for (YamlPart item : list.items()) {
      if (!(item instanceof YamlPart.Scalar scalar) || !scalar.properties().isEmpty()) {
        throw new YamlException(noLonger(host));
      }
      texts.add(scalar.value());
    }
    return texts;
  }

  private static String noLonger(String host) {
    return "mirrors.\"*\" has more than endpoints, and would no longer serve " + host;
  }

  private static Optional<YamlPart> find(Optional<YamlPart> root, String... path) {
    Optional<YamlPart> part = root;
    for (String key : path) {
      part =
          part.flatMap(
              p ->
                  p instanceof YamlPart.Mapping mapping
                      ? mapping.entry(key).map(YamlPart.Entry::value)
                      : Optional.empty());
    }
    return part;
  }
}
