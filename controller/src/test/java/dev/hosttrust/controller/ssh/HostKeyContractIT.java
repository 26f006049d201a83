// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.controller.ssh.hostkey.HostKeyRefusedException;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerdict;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.HostKey;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.SshKey;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.testhosts.TestUser;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checking host keys, the same for each library. */
class HostKeyContractIT {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Library.class)
  void refusesAnUnknownKeyAndTellsTheLineToAdd(Library library) throws Exception {
    Path empty = knownHosts(List.of());

    ShellException refusal = refusal(library, host().knownHosts(empty));

    assertThat(refusal.kind()).isEqualTo(ShellException.Kind.UNREACHABLE);
    assertThat(refusal)
        .hasMessageMatching(
            "127\\.0\\.0\\.1:\\d+: host key is unknown \\(ssh-ed25519 SHA256:[^ )]{43}\\):"
                + " compare it on the host, then add it to "
                + empty)
        .hasCauseInstanceOf(HostKeyRefusedException.class);
    assertThat(verdict(refusal))
        .isInstanceOfSatisfying(
            HostKeyVerdict.Unknown.class,
            unknown -> assertThat(debian12().knownHosts()).contains(unknown.line()));
    assertThat(empty).isEmptyFile();
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void refusesAChangedKeyAndTellsWhereTheOldOneStands(Library library) throws Exception {
    String other = TestKeys.shared().generate(KeyType.ED25519).publicLine();
    Path file = knownHosts(List.of("# a comment", name() + " " + other));

    for (HostKeyMode mode : List.of(HostKeyMode.STRICT, HostKeyMode.ACCEPT_NEW)) {
      ShellException refusal = refusal(library, host().knownHosts(file).mode(mode));

      assertThat(refusal)
          .hasMessageContaining("host key has changed")
          .hasMessageContaining("not the one in " + file + ":2)");
      assertThat(verdict(refusal)).isInstanceOf(HostKeyVerdict.Changed.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void refusesARevokedKey(Library library) throws Exception {
    List<String> lines =
        debian12().hostKeys().stream()
            .flatMap(
                key -> Stream.of(key.knownHostsLine(name()), "@revoked " + key.knownHostsLine("*")))
            .toList();

    ShellException refusal = refusal(library, host().knownHosts(knownHosts(lines)));

    assertThat(refusal).hasMessageContaining("host key is revoked");
    assertThat(verdict(refusal)).isInstanceOf(HostKeyVerdict.Revoked.class);
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void asksForAKeyOfATypeThatIsKnown(Library library) throws Exception {
    for (HostKey key : debian12().hostKeys()) {
      Path file = knownHosts(List.of(key.knownHostsLine(name())));

      assertThat(whoami(library, host().knownHosts(file))).as(key.type()).isEqualTo("ops");
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void takesKeysThatAreListedForTheHostWithoutItsPort(Library library) throws Exception {
    List<String> lines =
        debian12().hostKeys().stream().map(key -> key.knownHostsLine("127.0.0.?")).toList();

    assertThat(whoami(library, host().knownHosts(knownHosts(lines)))).isEqualTo("ops");
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void looksUpTheAliasInstead(Library library) throws Exception {
    List<String> lines =
        debian12().hostKeys().stream().map(key -> key.knownHostsLine("the-alias")).toList();
    Path file = knownHosts(lines);

    assertThat(whoami(library, host().knownHosts(file).alias("the-alias"))).isEqualTo("ops");
    assertThatThrownBy(() -> whoami(library, host().knownHosts(file).alias("other")))
        .hasMessageContaining("host key is unknown");
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void writesANewKeyDownOnceForManyConnections(Library library) throws Exception {
    Path file = directory.resolve("new/.ssh/known_hosts");
    Targets targets = host().knownHosts(file).mode(HostKeyMode.ACCEPT_NEW);

    try (Transport transport = library.open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> logins =
          Stream.generate(() -> threads.submit(() -> whoami(transport, targets))).limit(6).toList();
      for (Future<String> login : logins) {
        assertThat(login.get()).isEqualTo("ops");
      }
    }

    assertThat(Files.readAllLines(file)).hasSize(1).isSubsetOf(debian12().knownHosts());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("new/.ssh"))))
        .isEqualTo("rwx------");
    assertThat(whoami(library, host().knownHosts(file))).isEqualTo("ops");
  }

  /** As where {@code ~/.ssh} is mounted for reading only. */
  @ParameterizedTest
  @EnumSource(Library.class)
  void goesOnWhereANewKeyCannotBeWrittenDown(Library library) throws Exception {
    Path file = directory.resolve("known_hosts");
    Files.createSymbolicLink(file, directory.resolve("no/such/directory/known_hosts"));

    assertThat(whoami(library, host().knownHosts(file).mode(HostKeyMode.ACCEPT_NEW)))
        .isEqualTo("ops");
    assertThat(directory.resolve("no")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void waitsForNoLockOfAnotherProgram(Library library) throws Exception {
    Path file = knownHosts(List.of());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(whoami(library, host().knownHosts(file).mode(HostKeyMode.ACCEPT_NEW)))
          .isEqualTo("ops");
      assertThat(Files.readAllLines(file)).hasSize(1);
    }
    assertThat(
            whoami(library, host().knownHosts(Path.of("/dev/null")).mode(HostKeyMode.ACCEPT_NEW)))
        .isEqualTo("ops");
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void takesAnyKeyWhereCheckingIsOff(Library library) throws Exception {
    Path empty = knownHosts(List.of());

    assertThat(whoami(library, host().knownHosts(empty).mode(HostKeyMode.OFF))).isEqualTo("ops");
    assertThat(empty).isEmptyFile();
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void trustsACertificateOfAKnownAuthority(Library library) throws Exception {
    SshKey authority = TestKeys.shared().generate(KeyType.ED25519);
    try (TestHost certified = certified(authority, "127.0.0.1,the-alias")) {
      Path file = knownHosts(List.of("@cert-authority 127.0.0.* " + authority.publicLine()));
      assertThat(whoami(library, Targets.of(certified, TestUser.OPS, directory).knownHosts(file)))
          .isEqualTo("ops");

      Path alias = knownHosts(List.of("@cert-authority the-* " + authority.publicLine()));
      assertThat(
              whoami(
                  library,
                  Targets.of(certified, TestUser.OPS, directory)
                      .knownHosts(alias)
                      .alias("the-alias")))
          .isEqualTo("ops");
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void distrustsACertificateForAnotherHost(Library library) throws Exception {
    SshKey authority = TestKeys.shared().generate(KeyType.ED25519);
    try (TestHost certified = certified(authority, "another.example.com")) {
      Path file = knownHosts(List.of("@cert-authority * " + authority.publicLine()));

      assertThatThrownBy(
              () ->
                  whoami(library, Targets.of(certified, TestUser.OPS, directory).knownHosts(file)))
          .hasMessageContaining("host key is unknown");
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void distrustsACertificateOfAnotherOrARevokedAuthority(Library library) throws Exception {
    SshKey authority = TestKeys.shared().generate(KeyType.ED25519);
    SshKey other = TestKeys.shared().generate(KeyType.ED25519);
    try (TestHost certified = certified(authority, "127.0.0.1")) {
      Path wrong = knownHosts(List.of("@cert-authority * " + other.publicLine()));
      assertThatThrownBy(
              () ->
                  whoami(library, Targets.of(certified, TestUser.OPS, directory).knownHosts(wrong)))
          .hasMessageContaining("host key is unknown");

      Path revoked =
          knownHosts(
              List.of(
                  "@cert-authority * " + authority.publicLine(),
                  "@revoked * " + authority.publicLine()));
      assertThatThrownBy(
              () ->
                  whoami(
                      library, Targets.of(certified, TestUser.OPS, directory).knownHosts(revoked)))
          .hasMessageContaining("revoked");
    }
  }

  private static TestHost certified(SshKey authority, String principals) {
    return TestHosts.debian(DebianRelease.BOOKWORM)
        .withHostCertificate(authority, principals)
        .start();
  }

  private Targets host() {
    return Targets.of(debian12(), TestUser.OPS, directory);
  }

  private static TestHost debian12() {
    return Server.OPENSSH_9_2.shared();
  }

  private static String name() {
    return "[127.0.0.1]:" + debian12().port();
  }

  private Path knownHosts(List<String> lines) {
    return Targets.write(directory, lines);
  }

  private static HostKeyVerdict verdict(ShellException refusal) {
    if (refusal.getCause() instanceof HostKeyRefusedException refused) {
      return refused.verdict();
    }
    throw new AssertionError("not about the host key", refusal);
  }

  private static ShellException refusal(Library library, Targets targets) {
    try {
      throw new AssertionError("let in " + whoami(library, targets));
    } catch (ShellException e) {
      return e;
    }
  }

  private static String whoami(Library library, Targets targets) throws ShellException {
    try (Transport transport = library.open()) {
      return whoami(transport, targets);
    }
  }

  private static String whoami(Transport transport, Targets targets) throws ShellException {
    try (Connection connection = transport.connect(targets.target())) {
      return Command.run(connection, "id -un", new byte[0]).stdoutText().strip();
    }
  }
}
