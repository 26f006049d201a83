// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.toml.TomlException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What containerd itself does with such configurations, {@code ContainerdIT} of the controller
 * shows.
 */
class ContainerdConfigTest {

  /** A dump of 1.5 to 1.7, a line behind {@code [registry]} and one at the root put in. */
  private static ContainerdConfig one(String registry, String root) throws TomlException {
    return ContainerdConfig.parse(
        """
        %s
        version = 2

        [plugins]

          [plugins."io.containerd.grpc.v1.cri"]
            sandbox_image = "registry.k8s.io/pause:3.6"

            [plugins."io.containerd.grpc.v1.cri".registry]
              %s

              [plugins."io.containerd.grpc.v1.cri".registry.auths]

              [plugins."io.containerd.grpc.v1.cri".registry.headers]

          [plugins."io.containerd.transfer.v1.local"]
            config_path = "/not/for/cri"
        """
            .formatted(root, registry));
  }

  /** A dump of 2.1 and newer. */
  private static ContainerdConfig two(String images, String registry) throws TomlException {
    return ContainerdConfig.parse(
        """
        version = 3
        disabled_plugins = []

        [plugins]
          [plugins.'io.containerd.cri.v1.images']
            %s
            [plugins.'io.containerd.cri.v1.images'.registry]
              %s
        """
            .formatted(images, registry));
  }

  @Test
  void readsThePathOfBothPlugins() throws TomlException {
    assertThat(one("config_path = \"/a:/b:\"", ""))
        .isEqualTo(new ContainerdConfig(false, "/a:/b:", false, List.of(), false));
    assertThat(one("config_path = \"/a:/b:\"", "").roots()).containsExactly("/a", "/b");
    assertThat(two("", "config_path = '/a'"))
        .isEqualTo(new ContainerdConfig(true, "/a", false, List.of(), false));
    assertThat(two("use_local_image_pull = false", "config_path = '/a:/b'").roots())
        .containsExactly("/a:/b");
  }

  /** Each was tried with containerd 2.1.9: the pull either finds the certificate or does not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "use_local_image_pull = false                                      |              | true",
        "use_local_image_pull = false; max_concurrent_downloads = 3        |              | true",
        "use_local_image_pull = false; disable_snapshot_annotations = true |              | true",
        "use_local_image_pull = false; stats_collect_period = 20           |              | true",
        "use_local_image_pull = false                            | headers.X = ['y']      | true",
        "use_local_image_pull = true                                       |              | false",
        "use_local_image_pull = false; max_concurrent_downloads = 5        |              | false",
        "use_local_image_pull = false; disable_snapshot_annotations = false|              | false",
        "use_local_image_pull = false; discard_unpacked_layers = true      |              | false",
        "use_local_image_pull = false; image_pull_with_sync_fs = true      |              | false",
        "use_local_image_pull = false           | configs.'x'.auth.username = 'u'         | false",
        "use_local_image_pull = false           | auths.'https://x'.username = 'u'        | false",
        "snapshotter = 'overlayfs'                                         |              | false",
      })
  void knowsWhoPulls(String images, String registry, boolean onePath) throws TomlException {
    String more = registry == null ? "" : "\n" + registry;

    ContainerdConfig config = two(images.replace("; ", "\n"), "config_path = '/a:/b'" + more);

    assertThat(config.readsOnePath()).isEqualTo(onePath);
    assertThat(config.deadness().isPresent()).isEqualTo(onePath);
  }

  @Test
  void letsAWorkingConfigurationBe() throws TomlException {
    assertThat(one("config_path = \"/a:/b\"", "").deadness()).isEmpty();
    assertThat(two("use_local_image_pull = false", "config_path = '/a'").deadness()).isEmpty();
    assertThat(one("config_path = \"/a\"\nconfigs.x.auth.username = \"u\"", "").deadness())
        .isEmpty();
  }

  @Test
  void saysWhatKeepsCertificatesFromBeingRead() throws TomlException {
    assertDead(one("", ""), "because config_path is not set", "--containerd-config-path");
    assertDead(one("config_path = \"\"", ""), "because config_path is not set");
    assertDead(
        one("config_path = \"/a\"", "disabled_plugins = [\"cri\"]"),
        "CRI plugin is switched off (disabled_plugins)",
        "restart containerd");
    assertDead(
        one("config_path = \"/a\"", "disabled_plugins = [\"io.containerd.grpc.v1.cri\"]"),
        "switched off");
    assertDead(
        one("config_path = \"/a\"\nconfigs.\"h:5000\".tls.ca_file = \"/x\"", ""),
        "both config_path and the older registry.configs.\"h:5000\".tls",
        "hosts.toml files below /a");
    assertDead(
        two("", "config_path = '/a'\nmirrors.'x'.endpoint = ['https://y']"),
        "both config_path and the older registry.mirrors");
    assertDead(
        one("configs.\"h\".tls.ca_file = \"/x\"", ""),
        "config_path is not set",
        "the older registry.configs.\"h\".tls, which must not stand beside it");
    assertDead(
        two("use_local_image_pull = false", "config_path = '/a:/b'"),
        "one directory named '/a:/b'",
        "--containerd-config-path /a",
        "use_local_image_pull = true");
    assertDead(ContainerdConfig.ofOldDefaults(), "because config_path is not set");
  }

  private static void assertDead(ContainerdConfig config, String... parts) {
    assertThat(config.deadness().orElse("")).contains(parts);
  }
}
