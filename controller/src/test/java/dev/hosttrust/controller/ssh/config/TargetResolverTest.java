package dev.hosttrust.controller.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.controller.ssh.HostKeyMode;
import dev.hosttrust.controller.ssh.Secret;
import dev.hosttrust.controller.ssh.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetResolverTest {
  @TempDir Path home;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void takesOpenSshsDefaultsWhereNothingIsSaid() throws Exception {
    Target target = resolve("", "node1", ConnectionSettings.NONE);

    assertThat(target.login()).isEqualTo("me@node1:22");
    assertThat(target.keys().files())
        .extracting(file -> home.relativize(file).toString())
        .containsExactly(".ssh/id_rsa", ".ssh/id_ecdsa", ".ssh/id_ed25519");
    assertThat(target.keys().explicit()).isFalse();
    assertThat(target.keys().agent()).contains(Path.of("/run/agent"));
    assertThat(target.hostKeys().mode()).isEqualTo(HostKeyMode.STRICT);
    assertThat(target.hostKeys().files())
        .containsExactly(
            home.resolve(".ssh/known_hosts"),
            home.resolve(".ssh/known_hosts2"),
            Path.of("/etc/ssh/ssh_known_hosts"),
            Path.of("/etc/ssh/ssh_known_hosts2"));
    assertThat(target.timing()).isEqualTo(Target.Timing.DEFAULT);
  }

  @Test
  void letsExplicitSettingsGoFirst() throws Exception {
    String config =
        """
            Host 10.0.0.7
             User config
             Port 1
             ConnectTimeout 3
             StrictHostKeyChecking no
             IdentityFile ~/.ssh/second
            """;
    ConnectionSettings settings =
        new ConnectionSettings(
            Optional.of("10.0.0.7"),
            Optional.of(2222),
            Optional.of("ops"),
            List.of(Path.of("~/first")),
            Optional.of(Secret.of("pw")),
            Optional.of("none"),
            Optional.of(HostKeyMode.ACCEPT_NEW),
            Optional.of(Duration.ofSeconds(4)));

    Target target = resolve(config, "node1", settings);

    assertThat(target.name()).isEqualTo("node1");
    assertThat(target.login()).isEqualTo("ops@10.0.0.7:2222");
    assertThat(target.keys().files())
        .containsExactly(home.resolve("first"), home.resolve(".ssh/second"));
    assertThat(target.keys().explicit()).isTrue();
    assertThat(target.hostKeys().mode()).isEqualTo(HostKeyMode.ACCEPT_NEW);
    assertThat(target.timing().connect()).isEqualTo(Duration.ofSeconds(4));
    assertThat(target.toString()).doesNotContain("pw");
  }

  @Test
  void givesEachHopItsOwnConfiguration() throws Exception {
    String config =
        """
        Host node1
          ProxyJump outer,inner
        Host outer
          HostName 192.0.2.1
          User gate
          HostKeyAlias gatekeeper
        Host inner
          Port 2202
          ProxyJump not-used-for-a-later-hop
        """;

    Target target = resolve(config, "node1", ConnectionSettings.NONE);

    assertThat(target.jumps())
        .extracting(Target::login)
        .containsExactly("gate@192.0.2.1:22", "me@inner:2202");
    assertThat(target.jumps().getFirst().hostKeys().alias()).contains("gatekeeper");
  }

  @Test
  void reachesTheFirstHopAsItsOwnConfigurationSays() throws Exception {
    String config = "Host node1\n ProxyJump inner\nHost inner\n ProxyJump outer\n";

    Target target = resolve(config, "node1", ConnectionSettings.NONE);

    assertThat(target.jumps()).extracting(Target::host).containsExactly("outer", "inner");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ProxyCommand nc %h %p        | CONFIG:1: ProxyCommand is not supported; use ProxyJump",
        "Port many                    | CONFIG:1: port is 'many', but must be a number from 1 to 65535",
        "Port 70000                   | CONFIG:1: port is '70000', but must be a number from 1 to 65535",
        "ConnectTimeout soon          | CONFIG:1: connecttimeout is 'soon', but must be a time as 10 or 1m30s",
        "StrictHostKeyChecking maybe  | CONFIG:1: stricthostkeychecking is 'maybe', but must be yes, ask, accept-new or no",
        "IdentitiesOnly perhaps       | CONFIG:1: identitiesonly is 'perhaps', but must be yes or no",
        "ProxyJump a@b@c              | CONFIG:1: ProxyJump 'a@b@c' must be [user@]host[:port], or several with commas between",
        "ProxyJump self               | CONFIG:1: self is reached through itself; give it ProxyJump none",
        "User \"ops                   | CONFIG:1: a quote is not closed",
        "User                         | CONFIG:1: nothing follows User",
        "IdentityFile ~/%x            | IdentityFile: %x in '~/%x' is not supported",
      })
  void saysWhereTheConfigurationIsWrong(String line, String message) {
    assertThatThrownBy(() -> resolve(line + "\n", "node1", ConnectionSettings.NONE))
        .isInstanceOf(SshConfigException.class)
        .hasMessage(message.replace("CONFIG", configFile().toString()));
  }

  @Test
  void passesOverMatchBlocksWithAWarning() throws Exception {
    Target target =
        resolve("Match exec true\n User wrong\nHost *\n Port 9\n", "n", ConnectionSettings.NONE);

    assertThat(target.login()).isEqualTo("me@n:9");
    assertThat(warnings)
        .containsExactly(configFile() + ":1: Match blocks other than 'Match all' are passed over");
  }

  @Test
  void expandsTokensInFileNames() throws Exception {
    String config =
        "Host n\n HostName real\n Port 7\n User r\n IdentityFile %d/k/%n-%h-%p-%r-%u-%%\n";

    assertThat(resolve(config, "n", ConnectionSettings.NONE).keys().files())
        .containsExactly(home.resolve("k/n-real-7-r-me-%"));
  }

  private Target resolve(String config, String name, ConnectionSettings settings) throws Exception {
    Files.createDirectories(home.resolve(".ssh"));
    Files.writeString(configFile(), config);
    OpenSshConfig read = OpenSshConfig.read(List.of(configFile()), home, warnings);
    return new TargetResolver(read, home, "me", Map.of("SSH_AUTH_SOCK", "/run/agent"))
        .resolve(name, settings);
  }

  private Path configFile() {
    return home.resolve(".ssh/config");
  }
}
