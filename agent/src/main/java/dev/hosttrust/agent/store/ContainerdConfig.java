// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import dev.hosttrust.agent.toml.TomlException;
import dev.hosttrust.agent.toml.TomlParser;
import dev.hosttrust.agent.toml.TomlTable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code containerd config dump} says of where Kubernetes' pulls look for certificates: the
 * configuration with its imports, in the newest version that this containerd knows ({@code version}
 * 2 in 1.5 to 1.7, 3 from 2.0 and 4 from 2.3 on).
 *
 * @param isTwo whether it is containerd 2
 * @param configPath the key {@code config_path} as it stands: directories with colons between them;
 *     empty where it is not set
 * @param criOff whether the plugin that serves Kubernetes is switched off
 * @param oldKeys the keys of the registry's old form that keep the plugin from loading beside
 *     {@code config_path}
 * @param readsOnePath whether {@code config_path} is looked up as one directory, colons included
 */
record ContainerdConfig(
    boolean isTwo, String configPath, boolean criOff, List<String> oldKeys, boolean readsOnePath) {
  /** CRI of 1.x; of 2.x it has only the server. */
  static final String CRI = "io.containerd.grpc.v1.cri";

  /** CRI's images of 2.x. */
  static final String IMAGES = "io.containerd.cri.v1.images";

  /** The downloads at a time with which 2.1 and newer keep to the transfer service. */
  private static final String DEFAULT_DOWNLOADS = "3";

  private static final Pattern DIRECTORY = Pattern.compile("(/[^/\\p{Cntrl}]+)+");

  ContainerdConfig {
    oldKeys = List.copyOf(oldKeys);
  }

  /** That of a containerd up to 1.7 that has no configuration file. */
  static ContainerdConfig ofOldDefaults() {
    return new ContainerdConfig(false, "", false, List.of(), false);
  }

  /**
   * Reads the dump.
   *
   * @throws TomlException if it is no TOML
   */
  static ContainerdConfig parse(String dump) throws TomlException {
    TomlTable root = TomlParser.parse(dump);
    TomlTable plugins = root.table("plugins").orElse(root);
    boolean isTwo = plugins.table(IMAGES).isPresent();
    TomlTable images = plugins.table(isTwo ? IMAGES : CRI).orElse(root);
    List<String> off =
        Stream.of("cri", CRI, IMAGES)
            .filter(
                plugin ->
                    root.items("disabled_plugins").stream()
                        .anyMatch(item -> item.content().equals(plugin)))
            .toList();
    return new ContainerdConfig(
        isTwo,
        images.text("registry", "config_path").orElse(""),
        !off.isEmpty(),
        oldKeys(images),
        pullsByTransferService(images));
  }

  /** The directories, in the order in which they are looked into. */
  List<String> roots() {
    return (readsOnePath ? Stream.of(configPath) : Stream.of(configPath.split(":")))
        .filter(path -> !path.isEmpty())
        .map(CleanPath::of)
        .toList();
  }

  /** A directory that cannot be written to by its name, such as a relative one. */
  Optional<String> odd() {
    return roots().stream().filter(root -> !DIRECTORY.matcher(root).matches()).findFirst();
  }

  /** Why no file below {@code config_path} has an effect, and what to do; empty if they have. */
  Optional<String> deadness() {
    return ContainerdRemedy.of(this);
  }

  /**
   * Beside {@code config_path}, {@code mirrors} are refused by all versions, and {@code
   * configs.*.tls} by those up to 1.7; later ones do not know them. ({@code ValidateImageConfig},
   * {@code ValidatePluginConfig})
   */
  private static List<String> oldKeys(TomlTable images) {
    Stream<String> mirrors =
        isEmpty(images, "registry", "mirrors") ? Stream.of() : Stream.of("mirrors");
    Stream<String> tls =
        images.table("registry", "configs").stream()
            .flatMap(
                configs ->
                    configs.values().keySet().stream()
                        .filter(host -> configs.find(host, "tls").isPresent())
                        .map(host -> "configs.\"" + host + "\".tls"));
    return Stream.concat(mirrors, tls).toList();
  }

  /**
   * From 2.1 on CRI pulls by the transfer service, which takes {@code config_path} for one
   * directory, unless a key is set that it does not know ({@code CheckLocalImagePullConfigs}; each
   * was tried with 2.1.9).
   */
  private static boolean pullsByTransferService(TomlTable images) {
    return images.is("false", "use_local_image_pull")
        && !images.is("false", "disable_snapshot_annotations")
        && !images.is("true", "discard_unpacked_layers")
        && !images.is("true", "image_pull_with_sync_fs")
        && (images.find("max_concurrent_downloads").isEmpty()
            || images.is(DEFAULT_DOWNLOADS, "max_concurrent_downloads"))
        && isEmpty(images, "registry", "mirrors")
        && isEmpty(images, "registry", "configs")
        && isEmpty(images, "registry", "auths");
  }

  private static boolean isEmpty(TomlTable images, String... path) {
    return images.table(path).map(table -> table.values().isEmpty()).orElse(true);
  }
}
