// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.listing.Finding;
import dev.hosttrust.agent.listing.FoundAnchor;
import dev.hosttrust.agent.listing.Listing;
import dev.hosttrust.agent.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host whose shell and programs are busybox's own. */
class BusyboxTest extends HarborHost {
  private Shell busybox;

  /** Debian's busybox has no flock, so one stands in that takes busybox's flags: no {@code -w}. */
  @BeforeEach
  void install() throws Exception {
    Path applets = Files.createDirectory(directory.resolve("tools"));
    Path own = Files.copy(Path.of("/usr/bin/busybox"), applets.resolve("busybox"));
    Process install = new ProcessBuilder(own.toString(), "--install", applets.toString()).start();
    assertThat(install.waitFor()).isZero();
    if (Files.notExists(applets.resolve("flock"))) {
      tool(
          "flock",
          """
          case $1 in
            -s | -x | -u | -n) exec /usr/bin/flock "$@" ;;
          esac
          echo "flock: invalid option -- ${1#-}" >&2
          exit 1
          """);
    }
    host = new ScratchHost(directory.resolve("other"), own.toString(), "sh");
    busybox = withTools(applets);
  }

  @Test
  void isBroughtToTheTrust() {
    assertUpdated(rollout(busybox, certificate), false);

    assertThat(rollout(busybox, certificate)).isInstanceOf(Unchanged.class);
    assertThat(host.path(hashLink(certificate))).isSymbolicLink();
  }

  @Test
  void isListed() throws IOException {
    rollout(busybox, certificate);
    host.write("/etc/docker/certs.d/other.example.com/client.key", "-----BEGIN PRIVATE KEY-----\n");
    String big = "/etc/docker/certs.d/big.example.com/ca.crt";
    host.write(big, "#\n".repeat(3 << 20));
    List<Listing> found = new ArrayList<>();

    assertThat(new Survey(host.root()).run(busybox, found::add)).isInstanceOf(Unchanged.class);

    assertThat(found.getFirst().anchors())
        .extracting(FoundAnchor::path)
        .containsExactly(CERTIFICATE, REGISTRY_CA);
    assertThat(found.getFirst().findings())
        .extracting(Finding::kind)
        .containsExactlyInAnyOrder(
            Finding.Kind.PRIVATE_KEY, Finding.Kind.CLIENT_CERTIFICATE, Finding.Kind.UNREADABLE);
  }

  @Test
  void isPutBackWhereTheToolFails() throws IOException {
    rollout(busybox, ca("Last year's CA"));
    SortedMap<String, String> before = host.tree();
    Path hook = hook(": >%s\n".formatted(host.path(BUNDLE)));

    assertFailed(
        rollout(busybox, certificate),
        "could not update the system store: update-ca-certificates ran, but the bundle lacks"
            + " harbor; the host is as it was");

    Files.delete(hook);
    assertThat(host.tree()).isEqualTo(before);
    assertThat(rollout(busybox, certificate)).isInstanceOf(Changed.class);
  }
}
