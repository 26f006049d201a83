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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands where containerd's files are to be, in a tree that does not run. */
class ContainerdTreeTest extends HarborHost {
  private static final String CONFIG = "/etc/containerd/config.toml";
  private static final String HOSTS = "/etc/containerd/certs.d/harbor.example.com:8443/hosts.toml";
  private static final String TEXT =
      """
      version = 3
      [plugins.'io.containerd.cri.v1.images'.registry]
      config_path = '/etc/containerd/certs.d'
      """;

  private Outcome rollout(Stores stores) {
    TrustSpec spec =
        new TrustSpec(List.of(anchor("harbor", certificate, "harbor.example.com:8443")));
    return Convergence.rollout(new Wanted(host.root(), spec, stores), plan -> Optional.empty())
        .run(host);
  }

  @Test
  void aFileThatIsTooLargeIsNamedOnceWithTheLimit() throws IOException {
    host.write(CONFIG, TEXT);
    host.write(HOSTS, "#".repeat(2_000_100));

    assertReason(rollout(Stores.named("containerd")))
        .isEqualTo(
            HOSTS
                + " is a file of 2,000,100 bytes, and hosttrust reads no more than 1,048,576; make"
                + " it smaller");
  }

  @Test
  void aConfigurationMayBeALinkToAFile() throws IOException {
    host.write("/srv/config.toml", TEXT);
    link("../../srv/config.toml");

    assertThat(rollout(Stores.named("containerd"))).isInstanceOf(Changed.class);
    assertThat(rollout(Stores.named("containerd"))).isInstanceOf(Unchanged.class);
    assertThat(host.path(HOSTS)).isRegularFile();
    assertThat(host.path(CONFIG)).isSymbolicLink();
  }

  /** A store that a host has is not left out because it cannot be read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "directory ~ is a directory; move it away",
        "fifo ~ is neither a file nor a directory; put a regular file in its place",
        "large ~ is a file of 2,000,100 bytes, and hosttrust reads no more than 1,048,576; make it smaller",
        "link to a directory ~ is a symbolic link to the directory certs.d; move it away",
        "link to nothing ~ is a symbolic link to gone, where there is no file that hosttrust can read;"
            + " put a regular file in its place",
      })
  void aConfigurationThatCannotBeReadIsNamed(String kind, String reason)
      throws IOException, InterruptedException {
    Files.createDirectories(host.path("/etc/containerd/certs.d"));
    switch (kind) {
      case "directory" -> Files.createDirectory(host.path(CONFIG));
      case "fifo" ->
          assertThat(new ProcessBuilder("mkfifo", host.path(CONFIG).toString()).start().waitFor())
              .isZero();
      case "large" -> host.write(CONFIG, "#".repeat(2_000_100));
      case "link to a directory" -> link("certs.d");
      default -> link("gone");
    }

    for (Stores stores : List.of(Stores.named("containerd"), Stores.named("auto"))) {
      assertReason(rollout(stores)).isEqualTo(CONFIG + " " + reason);
    }
    String path = "/etc/containerd/certs.d";
    Stores asked = Stores.named("containerd").withContainerdConfigPath(path);
    assertReason(rollout(asked)).isEqualTo(CONFIG + " " + reason);
  }

  @Test
  void aConfigurationThatIsNoTomlIsToBeCorrected() throws IOException {
    host.write(CONFIG, "x");

    assertReason(rollout(Stores.named("containerd")))
        .isEqualTo(CONFIG + " is no TOML, line 1, column 2: '=' is missing; correct it there");
  }

  private void link(String target) throws IOException {
    Files.createDirectories(host.path(CONFIG).getParent());
    Files.createSymbolicLink(host.path(CONFIG), Path.of(target));
  }
}
