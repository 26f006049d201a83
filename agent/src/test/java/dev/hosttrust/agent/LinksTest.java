// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Failed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.diff.PlanDiff;
import dev.hosttrust.agent.evidence.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A link to a directory is followed where nobody but the owner can have made it; a link to a file
 * gives way.
 */
class LinksTest extends HarborHost {
  private static final String REAL = "/data/docker/certs.d/harbor.example.com:8443/ca.crt";

  @BeforeEach
  void makeTheWay() throws IOException {
    Files.createDirectories(host.path("/data/docker"));
    Files.createDirectories(host.path("/data/links"));
  }

  private void link(String path, String target) throws IOException {
    Files.createDirectories(host.path(path).getParent());
    Files.createSymbolicLink(host.path(path), Path.of(target));
  }

  private void mode(String path, String mode) throws IOException {
    Files.setPosixFilePermissions(host.path(path), PosixFilePermissions.fromString(mode));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void followsALinkThatOnlyTheOwnerCanHaveMade(String shell) throws IOException {
    host = new ScratchHost(directory.resolve("other"), shell.split(" "));
    makeTheWay();
    link("/data/links/one", "../docker");
    link("/etc/docker", "../data/./links/one");

    Outcome outcome = rollout(certificate);

    assertThat(outcome).isInstanceOf(Changed.class);
    Changed changed = (Changed) outcome;
    assertThat(PlanDiff.of(changed.plan()))
        .anyMatch(diff -> diff.lines().getFirst().startsWith("new file " + REAL));
    assertThat(changed.evidence().proofs()).extracting(Proof::path).contains(REAL);
    assertThat(host.path(REAL)).hasSameTextualContentAs(host.path(CERTIFICATE));
    assertThat(host.path("/etc/docker")).isSymbolicLink();
    assertThat(rollout(certificate)).isInstanceOf(Unchanged.class);
  }

  @Test
  void runsTheToolInADirectoryThatIsALink() throws IOException {
    Files.move(host.path("/etc/ssl/certs"), host.path("/data/certs"));
    link("/etc/ssl/certs", "../../data/certs");

    assertUpdated(rollout(certificate), false);
    assertThat(rollout(certificate)).isInstanceOf(Unchanged.class);
    assertUpdated(rollout(ca("Another CA")), true);
    assertThat(host.path("/data/certs/harbor.pem")).isSymbolicLink();
    assertThat(host.tree().keySet()).noneMatch(path -> path.contains(".hosttrust"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "busybox sh"})
  void putsBackWhatIsBehindLinksWhereTheToolFails(String shell) throws IOException {
    host = new ScratchHost(directory.resolve("other"), shell.split(" "));
    makeTheWay();
    Files.move(host.path("/etc/ssl/certs"), host.path("/data/certs"));
    link("/etc/ssl/certs", "../../data/certs");
    link("/etc/docker", "../data/docker");
    host.write("/data/old.crt", "old");
    link(CERTIFICATE, "/gone");
    Files.move(host.path(CONF), host.path("/data/conf"));
    link(CONF, host.path("/data/conf").toString());
    hook(": >%s\n".formatted(host.path(BUNDLE)));
    SortedMap<String, String> before = host.tree();

    assertReason(rollout(certificate)).contains("the bundle lacks harbor; the host is as it was");

    assertThat(host.tree()).isEqualTo(before);
  }

  static Stream<String> others() {
    return Stream.of("/data", "/data/links", "/data/docker");
  }

  @ParameterizedTest
  @MethodSource("others")
  void refusesALinkThatOthersCanLeadElsewhere(String open) throws IOException {
    link("/data/links/one", "../docker");
    link("/etc/docker", "../data/links/one");
    mode(open, "rwxrwxr-x");
    SortedMap<String, String> before = host.tree();

    assertReason(rollout(certificate))
        .contains("/etc/docker is a symbolic link to ../data/links/one")
        .contains("others than root may change " + host.path(open) + " on the way there");

    assertThat(host.tree()).isEqualTo(before);
  }

  @Test
  void refusesALinkFurtherUpThatOthersCanLeadElsewhere() throws IOException {
    Files.move(host.path("/etc/ssl"), host.path("/data/ssl"));
    link("/etc/ssl", "../data/ssl");
    mode("/data", "rwxrwxr-x");
    SortedMap<String, String> before = host.tree();

    assertReason(rollout(certificate))
        .startsWith("/etc/ssl is a symbolic link to ../data/ssl, and others than root may change ");

    assertThat(host.tree()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void writesNowhereElseWhereALinkEndsInALineEnd(String shell) throws IOException {
    host = new ScratchHost(directory.resolve("other"), shell.split(" "));
    Files.createDirectories(host.path("/ab"));
    Files.createDirectories(host.path("/ab\n"));
    link("/etc/docker", "../ab\n");

    assertReason(rollout(certificate)).contains("/etc/docker is a symbolic link to ../ab");

    assertThat(host.path("/ab")).isEmptyDirectory();
  }

  @Test
  void refusesALinkOutOfTheTree() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    link("/etc/docker", outside.toString());

    assertThat(rollout(certificate)).isInstanceOf(Failed.class);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void writesAFileInPlaceOfALinkAndNotThroughIt() throws IOException {
    host.write("/data/theirs.crt", "theirs");
    link(CERTIFICATE, host.path("/data/theirs.crt").toString());
    link(REGISTRY_CA, host.path("/data/theirs.crt").toString());
    Files.move(host.path(CONF), host.path("/data/conf"));
    link(CONF, host.path("/data/conf").toString());
    String conf = host.read("/data/conf");

    assertUpdated(rollout(certificate), true);

    assertThat(host.read("/data/theirs.crt")).isEqualTo("theirs");
    assertThat(host.read("/data/conf")).isEqualTo(conf);
    assertThat(host.path(CERTIFICATE)).isRegularFile().content().isEqualTo(host.read(REGISTRY_CA));
    assertThat(Files.isSymbolicLink(host.path(CONF))).isFalse();
    assertThat(host.read(CONF)).isEqualTo(conf + "local/harbor.crt\n");
    assertThat(rollout(certificate)).isInstanceOf(Unchanged.class);
  }

  @Test
  void writesNothingWhereALinkWasLedElsewhereSinceTheLook() throws IOException {
    link("/etc/docker", "../data/docker");
    Files.createDirectory(host.path("/data/other"));
    Outcome outcome =
        Convergence.rollout(
                wanted(host, certificate),
                plan -> {
                  redirect();
                  return Optional.empty();
                })
            .run(host);

    assertThat(outcome).isInstanceOf(Changed.class);
    assertThat(host.path("/data/docker")).isEmptyDirectory();
    assertThat(host.path("/data/other/certs.d")).isDirectory();
  }

  @Test
  void keepsWhatSomebodyWroteBehindALinkSinceTheLook() throws IOException {
    Files.move(host.path(CONF), host.path("/data/conf"));
    link(CONF, "../data/conf");
    String conf = host.read(CONF) + "mozilla/Root_2.crt\n";

    Outcome outcome =
        Convergence.rollout(
                wanted(host, certificate),
                plan -> {
                  writeConf(conf);
                  return Optional.empty();
                })
            .run(host);

    assertThat(outcome).isInstanceOf(Changed.class);
    assertThat(host.read(CONF)).isEqualTo(conf + "local/harbor.crt\n");
  }

  private void writeConf(String text) {
    try {
      host.write("/data/conf", text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void redirect() {
    try {
      Files.delete(host.path("/etc/docker"));
      link("/etc/docker", "../data/other");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
