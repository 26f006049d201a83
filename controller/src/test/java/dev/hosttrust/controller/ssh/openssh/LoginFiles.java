// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import static java.util.Objects.requireNonNull;

import dev.hosttrust.testhosts.HostKey;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.LocalProcess;
import dev.hosttrust.testhosts.SshKey;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys, known_hosts files and programs that {@code logins.conf} names, in one directory. */
final class LoginFiles {
  private static final TestKeys KEYS = TestKeys.shared();

  /** What signs the certificate of a user, and that of each host. */
  static final SshKey AUTHORITY = KEYS.generate(KeyType.ED25519);

  /** Lets in, and is in the agent only. */
  static final SshKey HELD = KEYS.generate(KeyType.ED25519);

  /** Does not let in. */
  static final SshKey OTHER = KEYS.generate(KeyType.ED25519);

  private static final SshKey OTHER_2 = KEYS.generate(KeyType.ECDSA);
  private static final SshKey OTHER_RSA = KEYS.generate(KeyType.RSA);
  private static final SshKey CERTIFIED = KEYS.generate(KeyType.ED25519);

  private final Path directory;
  private final TestHost host;

  LoginFiles(Path directory, TestHost host) {
    this.directory = directory;
    this.host = host;
  }

  /** Writes all of it; the key {@link #HELD} is to be let in by the host too. */
  void write() throws IOException {
    for (String name : List.of("keys", "kh", "bin", "cases", "home/.ssh")) {
      Files.createDirectories(directory.resolve(name));
    }
    keys();
    knownHosts();
    programs();
    write("user-ca.pub", AUTHORITY.publicLine() + "\n");
    Files.createDirectories(directory.resolve("agent"));
    both("agent/1", OTHER);
    both("agent/2", HELD);
    try (InputStream policy =
        requireNonNull(
            LoginCase.class.getResourceAsStream("../config/accepted/fedora-crypto-policy.conf"))) {
      Files.write(directory.resolve("fedora-crypto-policy"), policy.readAllBytes());
    }
    write("part-1", "Host other\n  User noisy\n");
    write("part-2", "IdentityFile " + directory + "/keys/ecdsa\nHost web\n  User in-dash\n");
  }

  private void keys() throws IOException {
    SshKey ed25519 = KEYS.plain(KeyType.ED25519);
    both("keys/ed25519", ed25519);
    both("keys/with blank", ed25519);
    both("keys/ops-web", ed25519);
    both("keys/number-" + Files.getAttribute(directory, "unix:uid"), ed25519);
    both("keys/number-0", ed25519); // on the host, ssh runs as root
    both("home/.ssh/id_ed25519", ed25519);
    both("keys/ecdsa", KEYS.plain(KeyType.ECDSA));
    both("keys/rsa", KEYS.plain(KeyType.RSA));
    both("keys/other1", OTHER);
    both("keys/other2", OTHER_2);
    both("keys/rsa-other", OTHER_RSA);
    both("home/.ssh/id_rsa", OTHER_RSA);
    both("keys/certified", CERTIFIED);
    both("keys/certified-bare", CERTIFIED);
    both("keys/locked", OTHER);
    Path locked = directory.resolve("keys/locked");
    keygen("-p", "-P", "", "-N", TestKeys.PASSPHRASE, "-f", locked.toString());
    write("keys/held.pub", HELD.publicLine() + "\n");
    Path certificate = directory.resolve("keys/certified.pub");
    keygen("-s", AUTHORITY.path().toString(), "-I", "me", "-n", "ops", certificate.toString());
    Files.copy(
        directory.resolve("keys/certified-cert.pub"), directory.resolve("keys/elsewhere.pub"));
  }

  private static void keygen(String... words) {
    LocalProcess.run(
        Stream.concat(Stream.of("ssh-keygen", "-q"), Stream.of(words)).toArray(String[]::new));
  }

  private void both(String name, SshKey key) throws IOException {
    write(name, key.read());
    mode(name, "rw-------");
    write(name + ".pub", key.publicLine() + "\n");
  }

  private void knownHosts() throws IOException {
    String server = "[127.0.0.1]:" + host.port();
    String names = server + ",127.0.0.1,[localhost]:" + host.port() + ",good,n1.mgmt.example.test";
    String other = OTHER.publicLine();
    write("kh/good", lines("", names, key -> true));
    write("kh/bare", lines("", "127.0.0.1", key -> true));
    write("kh/negated", lines("", "!127.0.0.1,!" + server + ",*", key -> true));
    write("kh/wild", lines("", "nobody,[127.0.*", key -> true));
    write("kh/hashed", lines("", server, key -> true));
    keygen("-H", "-f", directory.resolve("kh/hashed").toString());
    Files.delete(directory.resolve("kh/hashed.old"));
    write("kh/ecdsa", lines("", server, key -> key.type().startsWith("ecdsa")));
    write("kh/rsa", lines("", server, key -> key.type().equals("ssh-rsa")));
    write("kh/revoked", lines("", server, key -> true) + lines("@revoked ", "*", key -> true));
    write("kh/wrong", server + " " + other + "\n");
    write("kh/wrong22", "127.0.0.1 " + other + "\n");
    write("kh/authority", "@cert-authority *.example.test " + AUTHORITY.publicLine() + "\n");
    write("kh/empty", "");
    write(
        "kh/revoked-keys",
        host.hostKeys().stream()
            .map(key -> key.type() + " " + key.base64() + "\n")
            .collect(Collectors.joining()));
  }

  private String lines(String marker, String names, Predicate<HostKey> which) {
    return host.hostKeys().stream()
        .filter(which)
        .map(key -> marker + key.knownHostsLine(names) + "\n")
        .collect(Collectors.joining());
  }

  /** Stand-ins; only the host of the test runs them. */
  private void programs() throws IOException {
    String relay = "#!/bin/sh\nexec busybox nc 127.0.0.1 " + host.port() + "\n";
    program("bin/aws", relay);
    program("bin/sss_ssh_knownhostsproxy", relay);
    program("bin/sss_ssh_knownhosts", "#!/bin/sh\nexec cat " + directory + "/kh/good\n");
  }

  private void program(String name, String text) throws IOException {
    write(name, text);
    mode(name, "rwxr-xr-x");
  }

  private void mode(String name, String mode) throws IOException {
    Files.setPosixFilePermissions(directory.resolve(name), PosixFilePermissions.fromString(mode));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
