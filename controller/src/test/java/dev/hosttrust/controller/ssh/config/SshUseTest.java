// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.controller.ssh.FidoAgent;
import dev.hosttrust.controller.ssh.FidoKey;
import dev.hosttrust.controller.ssh.SshCommandLine;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.testhosts.KeyType;
import dev.hosttrust.testhosts.SshKey;
import dev.hosttrust.testhosts.TestAgent;
import dev.hosttrust.testhosts.TestKeys;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts are reached by the machine's own ssh, and with which words. */
class SshUseTest extends ConfiguredUser {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HostName 192.0.2.1\\nPort 2222\\nUser anna\\nIdentityFile ~/.ssh/work",
        "ProxyJump bastion",
        "ProxyCommand ssh -W %h:%p -q anna@bastion",
        "ProxyCommand none",
        "GSSAPIAuthentication no # never\\nKnownHostsCommand \"none\"\\nAddressFamily any",
        "CanonicalizeHostname no\\nCanonicalDomains example.com",
        "ControlMaster auto\\nControlPath ~/.ssh/%C\\nControlPersist 60\\nForwardAgent yes",
        "PreferredAuthentications publickey\\nPasswordAuthentication no\\nCompression yes",
        "Match host other\\nKexAlgorithms curve25519-sha256",
        "Match originalhost other exec true\\nUser mallory",
        "IgnoreUnknown \"Yz,X*\"\\nYz yes\\nXyz 1",
        "IdentityAgent /run/user/%i/agent.sock\\nIdentityFile ~/.ssh/%L/%l",
        "Ciphers aes256-ctr",
        "KexAlgorithms +diffie-hellman-group1-sha1",
        "HostKeyAlgorithms +ssh-rsa",
        "MACs ^hmac-sha2-512\\nPubkeyAcceptedKeyTypes -ssh-rsa*\\nRequiredRSASize 2048",
      })
  void aLibraryReachesWhatItCanServe(String lines) throws IOException {
    config(lines);

    Resolution resolution = resolve(SshUse.WHERE_NEEDED);

    assertThat(resolution.reasons()).isEmpty();
    assertThat(resolution.target().ssh()).isEmpty();
    assertThat(resolution.warnings()).isEmpty();
  }

  /** Debian's, and Fedora's but for its policy of algorithms. */
  @Test
  void whatDistributionsShipIsServedByALibrary() throws IOException {
    Files.createDirectories(system.resolve("ssh_config.d"));
    Files.writeString(
        system.resolve("ssh_config"),
        "Include %s/ssh_config.d/*.conf\nHost *\n    SendEnv LANG LC_*\n    HashKnownHosts yes\n    GSSAPIAuthentication yes\n"
            .formatted(system));
    Files.writeString(
        system.resolve("ssh_config.d/50-redhat.conf"),
        "Match final all\n  GSSAPIAuthentication yes\n  ForwardX11Trusted yes\n");

    assertThat(resolve(SshUse.WHERE_NEEDED).target().ssh()).isEmpty();

    environment = Map.of("KRB5CCNAME", "KCM:");
    assertThat(resolve(SshUse.WHERE_NEEDED).reasons())
        .singleElement()
        .asString()
        .startsWith("GSSAPIAuthentication (");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ProxyCommand aws ssm start-session --target %h",
        "ProxyCommand ssh u@bastion nc %h %p",
        "ProxyCommand /usr/bin/sss_ssh_knownhostsproxy -p %p %h",
        "ProxyUseFdpass yes",
        "Match exec true",
        "Match localnetwork 10.0.0.0/8",
        "KnownHostsCommand /usr/bin/sss_ssh_knownhosts %H",
        "GSSAPIAuthentication yes",
        "PreferredAuthentications gssapi-with-mic",
        "HostbasedAuthentication yes",
        "PKCS11Provider /usr/lib/opensc-pkcs11.so",
        "CanonicalizeHostname yes",
        "IdentityAgent ~/agents/%j.sock",
        "IdentityFile ~/.ssh/%C/id",
        "UserKnownHostsFile ~/.ssh/known_hosts.d/%C",
        "User %u",
        "ProxyJump %r@bastion",
        "MACs umac-64@openssh.com,umac-128@openssh.com",
        "Ciphers aes512-xyz",
        "HostKeyAlgorithms +ssh-unheard-of",
        "RequiredRSASize many",
        "RevokedHostKeys /etc/ssh/revoked",
        "BindAddress 192.0.2.7",
        "AddressFamily inet6",
        "VerifyHostKeyDNS yes",
      })
  void sshReachesWhatOnlyItCanServe(String line) throws IOException {
    config(line);

    Resolution resolution = resolve(SshUse.WHERE_NEEDED);

    assertThat(resolution.target().ssh()).isPresent();
    assertThat(resolution.reasons())
        .singleElement()
        .asString()
        .startsWith(line.split(" ")[0])
        .endsWith(" (" + home.resolve(".ssh/config") + ":2)");
    assertThat(resolution.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RevokedHostKeys /etc/ssh/revoked",
        "HostKeyAlgorithms ssh-dss",
        "ProxyCommand nc %h %p",
        "IdentityAgent ~/agents/%C.sock",
      })
  void aLibraryRefusesWhatItMayNotPassOver(String line) throws IOException {
    config(line);

    assertThatThrownBy(() -> resolve(SshUse.NEVER))
        .isInstanceOf(ProblemsException.class)
        .hasMessageStartingWith(home.resolve(".ssh/config") + ":2: " + line.split(" ")[0])
        .hasMessageEndingWith(
            "is not supported by this transport; use --transport auto or openssh");
  }

  @Test
  void aLibraryNamesWhatItPassesOver() throws IOException {
    config("BindAddress 192.0.2.7\nCanonicalizeHostname yes\nNoSuchThing 1\n");

    String file = home.resolve(".ssh/config").toString();
    assertThat(resolve(SshUse.NEVER).warnings().stream().map(Warning::message))
        .containsExactlyInAnyOrder(
            file + ":2: BindAddress is not supported, it is left out",
            file + ":3: CanonicalizeHostname is not supported, it is left out",
            file + ":4: NoSuchThing is no option of ssh, it is left out");
  }

  @Test
  void whatAJumpHostNeedsTheWholeWayNeeds() throws IOException {
    config("  ProxyJump bastion\nHost bastion\n  ProxyCommand nc %h %p\n");

    assertThat(resolve(SshUse.WHERE_NEEDED).reasons())
        .singleElement()
        .asString()
        .startsWith("ProxyCommand");
  }

  @Test
  void certificatesAndPublicHalvesAreServedByALibrary() throws Exception {
    SshKey key = TestKeys.shared().generate(KeyType.ED25519);
    config("IdentityFile ~/.ssh/work\nCertificateFile ~/.ssh/elsewhere.pub\n");
    Files.writeString(home.resolve(".ssh/work.pub"), key.publicLine());
    Files.writeString(home.resolve(".ssh/work-cert.pub"), "ssh-ed25519-cert-v01@openssh.com AAAA");

    Resolution resolution = resolve(SshUse.WHERE_NEEDED);

    assertThat(resolution.reasons()).isEmpty();
    assertThat(resolution.target().keys().certificates())
        .containsExactly(home.resolve(".ssh/elsewhere.pub"));
  }

  @Test
  void aFidoKeyNeedsSshUnlessTheAgentHasIt() throws Exception {
    FidoKey key = FidoKey.create();
    Path work = Files.writeString(home.resolve(".ssh/work"), "what ssh-keygen wrote for the token");
    Files.writeString(home.resolve(".ssh/work.pub"), key.publicLine());
    config("IdentityFile ~/.ssh/work\n");
    assertReason("a FIDO key (" + work + ")");

    try (FidoAgent agent = FidoAgent.with(key)) {
      environment = Map.of("SSH_AUTH_SOCK", agent.socket().toString());
      assertThat(resolve(SshUse.WHERE_NEEDED).reasons()).isEmpty();
    }
  }

  @Test
  void aPlainAgentIsServedByALibrary() throws Exception {
    try (TestAgent agent = TestAgent.with(TestKeys.shared().plain(KeyType.RSA))) {
      environment = Map.of("SSH_AUTH_SOCK", agent.socket().toString());

      assertThat(resolve(SshUse.WHERE_NEEDED).reasons()).isEmpty();
    }
  }

  @Test
  void sshGetsTheWordsInTheOrderInWhichTheyCount() throws IOException {
    config("Port 2201\nConnectTimeout 7\n");
    ConnectionRequest request =
        TestRequests.with(
            "web",
            "192.0.2.1",
            2202,
            "inventory",
            "keys/a b",
            Optional.empty(),
            List.of("-C", "-4", "-o", "KexAlgorithms=curve25519-sha256", "-L", "1:x:2", "-v"),
            null,
            null);
    LoginFlags flags = new LoginFlags("flag", null, null, HostKeyMode.ACCEPT_NEW, "ssh.conf");
    Files.writeString(directory.resolve("ssh.conf"), "ConnectTimeout 7\n");

    SshCommandLine line =
        resolver(flags, SshUse.ALWAYS).resolve(request).target().ssh().orElseThrow();

    assertThat(line.words())
        .containsExactly(
            "-F",
            directory.resolve("ssh.conf").toString(),
            "-oStrictHostKeyChecking=accept-new",
            "-4",
            "-o",
            "KexAlgorithms=curve25519-sha256",
            "-oPort=2202",
            "-oUser=inventory",
            "-oIdentityFile=\"" + directory.resolve("keys/a b") + "\"",
            "-oConnectTimeout=7",
            "-oServerAliveInterval=15",
            "-oServerAliveCountMax=3");
    assertThat(line.destination()).isEqualTo("192.0.2.1");
    assertThat(line.ownKeyExchanges()).isTrue();
    assertThat(line.direct()).isTrue();
  }

  private void assertReason(String reason) {
    assertThat(resolve(SshUse.WHERE_NEEDED).reasons()).containsExactly(reason);
  }

  private void config(String lines) throws IOException {
    Files.writeString(
        home.resolve(".ssh/config"), "Host web\n" + lines.replace("\\n", "\n") + "\n");
  }

  private Resolution resolve(SshUse use) {
    return resolver(LoginFlags.NONE, use).resolve(TestRequests.of("web"));
  }
}
