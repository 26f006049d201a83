// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.testhosts.DebianRelease;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.LocalProcess;
import dev.hosttrust.testhosts.Patience;
import dev.hosttrust.testhosts.SshKey;
import dev.hosttrust.testhosts.TestAgent;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestHosts;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.testhosts.TestUser;
import dev.hosttrust.words.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Logging in, the same for each library. */
class LoginContractIT {
  private static final TestKeys KEYS = TestKeys.shared();
  private static final PassphraseSource TYPIST =
      (file, attempt) -> Optional.of(Secret.of(TestKeys.PASSPHRASE));

  /** What sshd logs for each password that PAM did not take. */
  private static final Pattern FAILED_PASSWORD =
      Pattern.compile("^Failed (password|keyboard-interactive)");

  @TempDir Path directory;

  static Stream<Arguments> everyKeyEverywhere() {
    return Arrays.stream(Library.values())
        .flatMap(
            library ->
                Arrays.stream(Server.values())
                    .flatMap(
                        server ->
                            Arrays.stream(KeyType.values())
                                .map(type -> Arguments.of(library, server, type))));
  }

  static Stream<Arguments> everyKeyFormat() {
    return Stream.of(
            Arguments.of(KeyType.ED25519, "RFC4716", TestKeys.PASSPHRASE),
            Arguments.of(KeyType.ECDSA, "RFC4716", TestKeys.PASSPHRASE),
            Arguments.of(KeyType.ECDSA, "PEM", TestKeys.PASSPHRASE),
            Arguments.of(KeyType.ECDSA, "PEM", ""),
            Arguments.of(KeyType.ECDSA, "PKCS8", TestKeys.PASSPHRASE),
            Arguments.of(KeyType.ECDSA, "PKCS8", ""),
            Arguments.of(KeyType.RSA, "RFC4716", TestKeys.PASSPHRASE),
            Arguments.of(KeyType.RSA, "PEM", TestKeys.PASSPHRASE),
            Arguments.of(KeyType.RSA, "PEM", ""),
            Arguments.of(KeyType.RSA, "PKCS8", TestKeys.PASSPHRASE),
            Arguments.of(KeyType.RSA, "PKCS8", ""))
        .flatMap(
            format ->
                Arrays.stream(Library.values())
                    .map(
                        library ->
                            Arguments.of(
                                library, format.get()[0], format.get()[1], format.get()[2])));
  }

  @ParameterizedTest
  @MethodSource("everyKeyEverywhere")
  void takesEachTypeOfKey(Library library, Server server, KeyType type) throws Exception {
    Target target =
        Targets.of(server.shared(), TestUser.OPS, directory).keys(KEYS.plain(type)).target();

    assertThat(whoami(library, Library.NOBODY, target)).isEqualTo("ops");
  }

  @ParameterizedTest
  @MethodSource("everyKeyFormat")
  void readsEachFormatOfKeyFile(Library library, KeyType type, String format, String passphrase)
      throws Exception {
    SshKey key = KEYS.rewritten(type, passphrase, format);
    Files.delete(Path.of(key.path() + ".pub"));

    assertThat(whoami(library, TYPIST, plain().keys(key).target())).isEqualTo("ops");
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void asksForAPassphraseOnceForTheWholeFleet(Library library) throws Exception {
    Target target = plain().keys(KEYS.encrypted(KeyType.ED25519)).target();
    AtomicInteger asked = new AtomicInteger();
    PassphraseSource counting =
        (file, attempt) -> {
          asked.incrementAndGet();
          return TYPIST.passphrase(file, attempt);
        };

    try (Transport transport = library.open(counting);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> logins =
          Stream.generate(() -> threads.submit(() -> whoami(transport, target))).limit(6).toList();
      for (Future<String> login : logins) {
        assertThat(login.get()).isEqualTo("ops");
      }
    }
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void saysWhichKeyNeedsAPassphraseThatNobodyCanType(Library library) {
    SshKey key = KEYS.encrypted(KeyType.ED25519);

    assertThatThrownBy(() -> whoami(library, Library.NOBODY, plain().keys(key).target()))
        .hasMessage(
            "ops@127.0.0.1:%d: permission denied (publickey); tried %s; %s needs a passphrase:"
                + " load it with ssh-add, or run from a terminal",
            debian12().port(), key.path(), key.path());
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void saysWhichKeysWereTried(Library library) {
    SshKey one = KEYS.generate(KeyType.ED25519);
    SshKey two = KEYS.generate(KeyType.RSA);

    assertThatThrownBy(() -> whoami(library, TYPIST, plain().keys(one, two).target()))
        .isInstanceOfSatisfying(
            ShellException.class,
            e -> assertThat(e.kind()).isEqualTo(ShellException.Kind.UNREACHABLE))
        .hasMessage(
            "ops@127.0.0.1:%d: permission denied (publickey); tried %s, %s",
            debian12().port(), one.path(), two.path());
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void triesTheNextKeyWhenTheFirstIsUnknownToTheHost(Library library) throws Exception {
    Target target =
        plain().keys(KEYS.generate(KeyType.ED25519), KEYS.plain(KeyType.ECDSA)).target();

    assertThat(whoami(library, TYPIST, target)).isEqualTo("ops");
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void logsInWithTheCertificateOfAKey(Library library) throws Exception {
    SshKey authority = KEYS.generate(KeyType.ED25519);
    debian12().authorize(TestUser.OPS, "cert-authority " + authority.publicLine());
    for (KeyType type : KeyType.values()) {
      SshKey key = KEYS.generate(type);
      String signer = authority.path().toString();
      LocalProcess.run(
          "ssh-keygen", "-q", "-s", signer, "-I", "me", "-n", "ops", key.path() + ".pub");

      assertThat(whoami(library, Library.NOBODY, plain().keys(key).target()))
          .as("%s beside the key", type)
          .isEqualTo("ops");
      try (TestAgent agent = TestAgent.with(key)) { // ssh-add takes the certificate along
        assertThat(whoami(library, Library.NOBODY, held(List.of(), agent)))
            .as("%s in the agent", type)
            .isEqualTo("ops");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void aPublicHalfStandsForAKeyOfTheAgent(Library library) throws Exception {
    SshKey key = KEYS.plain(KeyType.RSA);
    Path work = directory.resolve("work.pub");
    Files.writeString(work, key.publicLine());
    try (TestAgent agent = TestAgent.with(KEYS.generate(KeyType.ED25519), key)) {
      for (Path name : List.of(work, directory.resolve("work"))) {
        assertThat(whoami(library, Library.NOBODY, held(List.of(name), agent)))
            .as(name.toString())
            .isEqualTo("ops");
      }
    }
    try (TestAgent other = TestAgent.with()) {
      assertThatThrownBy(() -> whoami(library, Library.NOBODY, held(List.of(work), other)))
          .hasMessageContaining("permission denied");
    }
  }

  /** Takes the files that are named, or else all that the agent has. */
  private Target held(List<Path> files, TestAgent agent) throws IOException {
    boolean named = !files.isEmpty();
    return plain().keys(new Target.Keys(files, named, named, Optional.of(agent.socket()))).target();
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void theAgentSignsWithAFidoKey(Library library) throws Exception {
    FidoKey key = FidoKey.create();
    debian12().authorize(TestUser.OPS, key.publicLine());
    try (FidoAgent agent = FidoAgent.with(key)) {
      Target target =
          plain()
              .keys(new Target.Keys(List.of(), false, false, Optional.of(agent.socket())))
              .target();

      assertThat(whoami(library, Library.NOBODY, target)).isEqualTo("ops");
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void saysThatAKeyFileIsMissing(Library library) {
    Path missing = directory.resolve("id_missing");
    Target target =
        plain().keys(new Target.Keys(List.of(missing), true, true, Optional.empty())).target();

    assertThatThrownBy(() -> whoami(library, TYPIST, target))
        .hasMessageContaining("permission denied")
        .hasMessageEndingWith("; no keys tried; %s does not exist", missing);
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void saysInPlainWordsThatAKeyFileIsNone(Library library) throws Exception {
    String broken =
        Files.readString(KEYS.plain(KeyType.ED25519).path()).replaceFirst("(?m)^.{60}$", "AAAA");
    for (String text : List.of(broken.substring(0, 150), "-----BEGIN PRIVATE KEY-----\nMA==\n")) {
      Path file = Files.writeString(directory.resolve("id_broken"), text);
      Target target =
          plain().keys(new Target.Keys(List.of(file), true, true, Optional.empty())).target();

      assertThatThrownBy(() -> whoami(library, TYPIST, target))
          .hasMessageEndingWith(
              "; %s cannot be read as a private key: it is damaged, or of a kind that hosttrust"
                  + " does not know",
              file);
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void answersPasswordsByEitherMethod(Library library) throws Exception {
    for (TestUser user : List.of(TestUser.ADMIN, TestUser.PASSWORD_ONLY, TestUser.PROMPT_ONLY)) {
      Target target =
          Targets.of(debian12(), user, directory).keys().password(TestUser.PASSWORD).target();

      assertThat(whoami(library, TYPIST, target)).isEqualTo(user.login());
    }
  }

  /** As with Duo's bypass, or {@code nullok}: PAM has no question for service accounts. */
  @ParameterizedTest
  @EnumSource(Library.class)
  void getsIntoAHostThatHasNoQuestionOrWantsNothing(Library library) throws Exception {
    try (TestHost host =
        TestHosts.debian(DebianRelease.BOOKWORM)
            .withSshdOptions(
                "AuthenticationMethods publickey,keyboard-interactive",
                "Ciphers chacha20-poly1305@openssh.com",
                "Match User nosudo", // as Tailscale SSH, which knows who is there
                "AuthenticationMethods none",
                "PasswordAuthentication yes",
                "PermitEmptyPasswords yes",
                "Match all")
            .start()) {
      host.writeFile(
          "/etc/pam.d/sshd", "auth required pam_permit.so\naccount required pam_permit.so\n");

      assertThat(whoami(library, TYPIST, Targets.of(host, TestUser.ADMIN, directory).target()))
          .isEqualTo("admin");
      assertThat(
              whoami(library, TYPIST, Targets.of(host, TestUser.NOSUDO, directory).keys().target()))
          .isEqualTo("nosudo");
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void triesAWrongPasswordOnce(Library library) {
    for (TestUser user : List.of(TestUser.ADMIN, TestUser.PASSWORD_ONLY, TestUser.PROMPT_ONLY)) {
      try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
        Target target = Targets.of(host, user, directory).keys().password("wrong").target();

        assertThatThrownBy(() -> whoami(library, TYPIST, target))
            .hasMessageContaining("permission denied")
            .hasMessageEndingWith("; no keys tried, but the password");
        assertThat(host.sshdLog().lines().filter(FAILED_PASSWORD.asPredicate()))
            .as("%s: %s", user, host.sshdLog())
            .hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void costsOneConnectionAndOneExec(Library library) throws Exception {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      whoami(library, TYPIST, Targets.of(host, TestUser.OPS, directory).target());

      assertThat(host.countConnections()).isEqualTo(1);
      assertThat(host.countExecs()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void saysThatAConnectionIsRefused(Library library) throws Exception {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start()) {
      Target target = Targets.of(host, TestUser.OPS, directory).target();
      host.stop();

      assertThatThrownBy(() -> whoami(library, TYPIST, target))
          .hasMessage("127.0.0.1:%d: connection refused", host.port());
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void givesUpOnAServerThatNeverSpeaks(Library library) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Target target = elsewhere("127.0.0.1", silent.getLocalPort(), Duration.ofSeconds(1));

      assertThatThrownBy(() -> whoami(library, TYPIST, target))
          .hasMessage("127.0.0.1:%d: no SSH connection within 1 s", silent.getLocalPort());
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void givesUpOnAServerThatDoesNotEvenTakeConnections(Library library) throws Exception {
    // A full queue of connections that nobody accepts: Linux drops further ones without a word.
    List<Socket> queue = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 2; i++) {
        queue.add(new Socket(full.getInetAddress(), full.getLocalPort()));
      }

      Target target = elsewhere("127.0.0.1", full.getLocalPort(), Duration.ofSeconds(1));

      assertThatThrownBy(() -> whoami(library, TYPIST, target))
          .hasMessage("127.0.0.1:%d: no SSH connection within 1 s", full.getLocalPort());
    } finally {
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void saysThatKnownHostsCannotBeRead(Library library) throws Exception {
    Path unreadable = Files.createDirectory(directory.resolve("a-directory"));

    assertThatThrownBy(() -> whoami(library, TYPIST, plain().knownHosts(unreadable).target()))
        .hasMessage(
            "127.0.0.1:%d: %s: is a directory; make it readable, or name another by"
                + " UserKnownHostsFile in ssh_config",
            debian12().port(), unreadable);
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void saysThatANameDoesNotResolve(Library library) {
    assertThatThrownBy(
            () -> whoami(library, TYPIST, elsewhere("no-such-host.invalid", 22, Patience.LIMIT)))
        .hasMessage(
            "cannot resolve no-such-host.invalid: no such host name; set ansible_host or HostName");
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void noticesAHostThatNoLongerAnswers(Library library) throws Exception {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start();
        Transport transport = library.open();
        Connection connection =
            transport.connect(
                Targets.of(host, TestUser.OPS, directory)
                    .timing(new Target.Timing(Patience.LIMIT, Duration.ofSeconds(1), 4))
                    .target());
        Command command = Command.start(connection, "echo started; sleep 60")) {
      command.transcript().await(transcript -> transcript.out().length > 0);
      host.pause();
      try {
        assertThatThrownBy(command::finish)
            .hasMessage("127.0.0.1:%d: the connection was lost while a command ran", host.port());
      } finally {
        host.unpause();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void noticesAHostThatGoesDown(Library library) throws Exception {
    try (TestHost host = TestHosts.debian(DebianRelease.BOOKWORM).start();
        Transport transport = library.open();
        Connection connection =
            transport.connect(Targets.of(host, TestUser.OPS, directory).target());
        Command command = Command.start(connection, "echo started; sleep 60")) {
      command.transcript().await(transcript -> transcript.out().length > 0);
      host.stop();

      assertThatThrownBy(command::finish)
          .hasMessage("127.0.0.1:%d: the connection was lost while a command ran", host.port());
    }
  }

  private static Target elsewhere(String host, int port, Duration connect) {
    return Targets.withoutKeys(
        host,
        port,
        HostKeyMode.STRICT,
        Optional.empty(),
        new Target.Timing(connect, Duration.ofSeconds(15), 3));
  }

  private Targets plain() {
    return Targets.of(debian12(), TestUser.OPS, directory);
  }

  private static TestHost debian12() {
    return Server.OPENSSH_9_2.shared();
  }

  private static String whoami(Library library, PassphraseSource passphrases, Target target)
      throws ShellException {
    try (Transport transport = library.open(passphrases)) {
      return whoami(transport, target);
    }
  }

  private static String whoami(Transport transport, Target target) throws ShellException {
    try (Connection connection = transport.connect(target)) {
      return Command.run(connection, "id -un", new byte[0]).stdoutText().strip();
    }
  }
}
