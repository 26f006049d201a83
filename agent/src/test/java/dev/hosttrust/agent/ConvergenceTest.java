// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent;

import static dev.hosttrust.agent.TestSpecs.anchor;
import static dev.hosttrust.agent.TestSpecs.ca;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.Outcome.Changed;
import dev.hosttrust.agent.Outcome.Unchanged;
import dev.hosttrust.agent.Outcome.WouldChange;
import dev.hosttrust.agent.certificate.CaCertificate;
import dev.hosttrust.agent.evidence.Proof;
import dev.hosttrust.agent.evidence.Proof.Kind;
import dev.hosttrust.agent.facts.Content;
import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.Shell;
import dev.hosttrust.agent.store.Wanted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way on one host: the real agent, shell and update-ca-certificates in a directory. */
class ConvergenceTest extends HarborHost {

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void bringsAFreshHostToTheTrustInTwoExecsAndThenNeedsOne(String shell) throws IOException {
    host = new ScratchHost(directory.resolve("other"), shell.split(" "));

    Outcome first = rollout(certificate);

    assertUpdated(first, false);
    assertThat(host.execs()).isEqualTo(2);
    assertThat(host.read(CERTIFICATE)).isEqualTo(host.read(REGISTRY_CA));
    assertThat(host.read(CONF)).endsWith("mozilla/Root_1.crt\nlocal/harbor.crt\n");
    assertThat(host.read(BUNDLE)).contains(host.read(CERTIFICATE));
    assertThat(host.path(hashLink(certificate))).isSymbolicLink();

    Outcome second = rollout(certificate);

    assertThat(host.execs()).isEqualTo(3);
    assertThat(second)
        .isInstanceOfSatisfying(
            Unchanged.class,
            unchanged ->
                assertThat(unchanged.evidence().proofs())
                    .containsExactly(
                        proof("system", Kind.BUNDLE, BUNDLE, certificate.fingerprint()),
                        proof(
                            "system",
                            Kind.HASH_LINK,
                            hashLink(certificate),
                            certificate.fingerprint()),
                        proof(
                            "docker",
                            Kind.FILE,
                            REGISTRY_CA,
                            Content.of(certificate.pem()).sha256())));
  }

  private static Proof proof(String store, Kind kind, String path, String sha256) {
    return new Proof(store, "harbor", kind, path, sha256);
  }

  /** Brackets are patterns to a shell. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "bash", "busybox sh"})
  void writesTheDirectoryOfARegistryThatIsAnIpv6Address(String shell) throws IOException {
    host = new ScratchHost(directory.resolve("other"), shell.split(" "));
    Wanted wanted =
        TestSpecs.wanted(host.root(), anchor("six", certificate, "[2001:db8::5]:5000", "[::1]"));
    Convergence rollout = Convergence.rollout(wanted, plan -> Optional.empty());

    assertUpdated(rollout.run(host), false);
    assertThat(rollout.run(host)).isInstanceOf(Unchanged.class);

    String file = "/usr/share/ca-certificates/local/six.crt";
    assertThat(host.read("/etc/docker/certs.d/[2001:db8::5]:5000/ca.crt"))
        .isEqualTo(host.read(file));
    assertThat(host.read("/etc/docker/certs.d/[::1]/ca.crt")).isEqualTo(host.read(file));
  }

  @Test
  void saysWhatAnEarlierRolloutLeftTrusted() {
    CaCertificate old = ca("Old CA");
    String left = "harbor" + old.partSuffix();
    Wanted both =
        TestSpecs.wanted(
            host.root(),
            anchor(left, old),
            anchor("harbor" + certificate.partSuffix(), certificate));
    Convergence.rollout(both, plan -> Optional.empty()).run(host);
    List<String> warnings =
        List.of(
            "still trusts "
                + left
                + ", which an earlier rollout put there and this one does not have; see"
                + " /usr/share/ca-certificates/local");
    CaCertificate wanted = ca("New CA");

    Outcome check = Convergence.dryRun(wanted(host, wanted)).run(host);
    assertThat(((WouldChange) check).plan().warnings()).hasSize(1);
    assertThat(((Changed) rollout(certificate)).warnings()).isEqualTo(warnings);
    assertThat(((Unchanged) rollout(certificate)).warnings()).isEqualTo(warnings);
  }

  @Test
  void leavesNothingButTheTrustBehind() throws IOException {
    rollout(certificate);

    assertThat(host.tree().keySet()).noneMatch(path -> path.contains(".hosttrust-"));
  }

  @Test
  void changesNothingInADryRun() throws IOException {
    SortedMap<String, String> before = host.tree();

    Outcome outcome = Convergence.dryRun(wanted(host, certificate)).run(host);

    assertThat(outcome).isInstanceOf(WouldChange.class);
    assertThat(host.tree()).isEqualTo(before);
    assertThat(host.execs()).isEqualTo(1);
  }

  @Test
  void makesTheLinksAnewForAnotherCertificateUnderTheName() throws IOException {
    CaCertificate old = ca("Last year's CA");
    rollout(old);

    assertUpdated(rollout(certificate), true);

    assertThat(host.path(hashLink(certificate))).isSymbolicLink();
    assertThat(host.path(hashLink(old))).doesNotExist();
    assertThat(host.read(BUNDLE)).contains(host.read(CERTIFICATE));
  }

  @Test
  void replacesACertificateWithTheSameSubject() throws IOException {
    rollout(TestSpecs.renewed("Harbor CA"));

    assertUpdated(rollout(certificate), true);

    assertThat(rollout(certificate)).isInstanceOf(Unchanged.class);
  }

  @Test
  void repairsAHostOnWhichTheToolNeverRan() throws IOException {
    String pem = new String(certificate.pem(), StandardCharsets.US_ASCII);
    host.write(CERTIFICATE, pem);
    host.write(REGISTRY_CA, pem);
    host.write(CONF, host.read(CONF) + "local/harbor.crt\n");

    assertUpdated(rollout(certificate), false);

    assertThat(host.read(BUNDLE)).contains(pem);
  }

  @Test
  void repairsABundleThatWasEdited() throws IOException {
    rollout(certificate);
    host.write(BUNDLE, host.read(BUNDLE).replace(host.read(CERTIFICATE), ""));

    assertUpdated(rollout(certificate), false);

    assertThat(host.read(BUNDLE)).contains(host.read(CERTIFICATE));
  }

  @Test
  void takesNothingOverFromAToolThatWasKilled() throws IOException {
    host.write(BUNDLE + ".new", "-----BEGIN CERTIFICATE-----\nhalf a certifi");

    rollout(certificate);

    assertThat(host.read(BUNDLE)).contains(host.read(CERTIFICATE)).doesNotContain("half");
  }

  @Test
  void repairsAHashLinkThatIsGone() throws IOException {
    rollout(certificate);
    Files.delete(host.path(hashLink(certificate)));

    assertUpdated(rollout(certificate), true);

    assertThat(host.path(hashLink(certificate))).isSymbolicLink();
  }

  @Test
  void takesALinkToAnotherFileWithTheSameCertificate() throws IOException {
    host.write(
        "/usr/local/share/ca-certificates/a-copy.crt",
        "text above\n" + new String(certificate.pem(), StandardCharsets.US_ASCII));
    host.runTool();

    assertUpdated(rollout(certificate), false);

    assertThat(host.path(hashLink(certificate)).toRealPath().getFileName())
        .hasToString("a-copy.crt");
    assertThat(rollout(certificate)).isInstanceOf(Unchanged.class);
  }

  @Test
  void leavesOneLineWhereOneSelectsAndOneDeselects() throws IOException {
    rollout(certificate);
    host.write(CONF, "!local/harbor.crt\n" + host.read(CONF));

    assertUpdated(rollout(certificate), false);

    assertThat(host.read(CONF)).containsOnlyOnce("local/harbor.crt").doesNotContain("!");
  }

  @Test
  void putsModesRightWithoutAnUpdate() throws IOException {
    rollout(certificate);
    Files.setPosixFilePermissions(
        host.path(CERTIFICATE), PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.setPosixFilePermissions(
        host.path(REGISTRY), PosixFilePermissions.fromString("rwx------"));

    assertThat(rollout(certificate))
        .isInstanceOfSatisfying(
            Changed.class, changed -> assertThat(changed.plan().tools()).isEmpty());

    assertThat(Files.getPosixFilePermissions(host.path(CERTIFICATE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(Files.getPosixFilePermissions(host.path(REGISTRY)))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void takesSpecialBitsOffDirectories(String shell) throws IOException {
    ScratchHost there = new ScratchHost(directory.resolve("there"), shell.split(" "));
    Files.createDirectories(there.path("/etc/docker"));
    Files.setAttribute(there.path("/etc/docker"), "unix:mode", 02755);
    Files.createDirectories(there.path("/usr/share/ca-certificates/local"));
    Files.setAttribute(there.path("/usr/share/ca-certificates/local"), "unix:mode", 03755);

    Outcome outcome =
        Convergence.rollout(wanted(there, certificate), plan -> Optional.empty()).run(there);

    assertThat(outcome).isInstanceOf(Changed.class);
    assertThat(mode(there, "/usr/share/ca-certificates/local")).isEqualTo(0755);
    assertThat(mode(there, REGISTRY)).isEqualTo(0755);
  }

  private static int mode(ScratchHost host, String path) throws IOException {
    return (int) Files.getAttribute(host.path(path), "unix:mode") & 07777;
  }

  @Test
  void looksOnceAtAFileThatIsWrittenWhereThereIsOne() throws IOException {
    host.write(REGISTRY + "/hosts.toml", "[host.'https://harbor.example.com:8443']\n");
    assertThat(rollout(certificate)).isInstanceOf(Changed.class);
    int execs = host.execs();

    assertThat(rollout(certificate)).isInstanceOf(Unchanged.class);

    assertThat(host.execs() - execs).isEqualTo(1);
  }

  @Test
  void letsNobodyReadAFileBeforeItHasItsMode() throws IOException {
    Files.setPosixFilePermissions(host.path(CONF), PosixFilePermissions.fromString("rw-------"));
    Path modes = directory.resolve("modes");
    Path tools =
        tool(
            "base64",
            "[ \"$1\" != -d ] || stat -L -c %%a /proc/$$/fd/1 >>%s\nexec /usr/bin/base64 \"$@\"\n"
                .formatted(modes));

    assertThat(rollout(withTools(tools), certificate)).isInstanceOf(Changed.class);

    assertThat(Files.readAllLines(modes)).isNotEmpty().containsOnly("600");
  }

  @Test
  void passesOnWhatTheToolComplainsAbout() throws IOException {
    host.write(CONF, host.read(CONF) + "mozilla/Gone.crt\n");
    host.write("/etc/ca-certificates/update.d/broken", "#!/bin/sh\nexit 3\n");
    Files.setPosixFilePermissions(
        host.path("/etc/ca-certificates/update.d/broken"),
        PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(rollout(certificate))
        .isInstanceOfSatisfying(
            Changed.class,
            changed ->
                assertThat(changed.warnings())
                    .hasSize(2)
                    .anyMatch(w -> w.startsWith("W:") && w.contains("mozilla/Gone.crt not found"))
                    .anyMatch(w -> w.startsWith("E:") && w.contains("exited with code 3")));
  }

  @Test
  void isNotMisledByWhatALoginShellPrints() {
    Shell noisy =
        (command, stdin) -> {
          ExecResult result = host.exec(command, stdin);
          String noise = "@hosttrust 0 begin 1\nWelcome! No newline at the end";
          String all = noise + result.stdoutText() + "bye\n@hosttrust 0 end\n";
          return new ExecResult(
              result.status(), all.getBytes(StandardCharsets.UTF_8), result.stderr());
        };

    assertThat(rollout(noisy, certificate)).isInstanceOf(Changed.class);
  }
}
