// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.store.Stores;
import dev.hosttrust.agent.store.Wanted;
import dev.hosttrust.agent.trust.TrustSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host's own {@code config_path} may name. */
class ContainerdPathTest extends HarborHost {
  private Outcome rollout(String configPath) throws IOException {
    host.write(
        "/etc/containerd/config.toml",
        """
        version = 3
        [plugins.'io.containerd.cri.v1.images'.registry]
        config_path = '%s'
        """
            .formatted(configPath));
    TrustSpec spec =
        new TrustSpec(List.of(anchor("harbor", certificate, "harbor.example.com:8443")));
    return Convergence.rollout(
            new Wanted(host.root(), spec, Stores.named("containerd")), plan -> Optional.empty())
        .run(host);
  }

  @ParameterizedTest
  @CsvSource({
    "/certs.d, /certs.d",
    "/opt/a/b/c/certs.d, /opt/a/b/c/certs.d",
    "/etc/containerd/certs.d/, /etc/containerd/certs.d",
    "/etc//containerd/../x, /etc/x",
  })
  void isAnyAbsolutePath(String configPath, String directory) throws IOException {
    assertThat(rollout(configPath)).isInstanceOf(Changed.class);

    assertThat(host.path(directory + "/harbor.example.com:8443/ca.crt")).isRegularFile();
    assertThat(rollout(configPath)).isInstanceOf(Unchanged.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"certs.d", "/", "../certs.d"})
  void isRefusedWhereItIsNoDirectoryByAnAbsolutePath(String configPath) throws IOException {
    assertReason(rollout(configPath))
        .startsWith("config_path names '" + configPath + "', which is not the absolute path of a");
  }

  @Test
  void isRefusedBehindALinkThatOthersCanLeadElsewhere() throws IOException {
    Files.createDirectories(host.path("/home/bob/registry/conf"));
    Files.setPosixFilePermissions(
        host.path("/home/bob"), PosixFilePermissions.fromString("rwxrwxr-x"));
    Files.createDirectory(host.path("/opt"));
    Files.createSymbolicLink(host.path("/opt/registry"), Path.of("../home/bob/registry"));

    assertReason(rollout("/opt/registry/conf/certs.d"))
        .startsWith(
            "/opt/registry is a symbolic link to ../home/bob/registry, and others than root");

    assertThat(host.path("/home/bob/registry/conf")).isEmptyDirectory();
  }
}
