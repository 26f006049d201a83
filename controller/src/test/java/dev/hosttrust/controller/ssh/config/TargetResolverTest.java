// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import dev.hosttrust.words.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetResolverTest extends ConfiguredUser {
  @Test
  void takesTheDefaultsOfOpenSshWhereNothingIsSaid() {
    Target target = resolve(TestRequests.of("Web.Example.COM"));

    assertThat(target.name()).isEqualTo("Web.Example.COM");
    assertThat(target.login()).isEqualTo("anna@web.example.com:22");
    assertThat(target.keys())
        .isEqualTo(
            new Target.Keys(
                List.of(ssh("id_rsa"), ssh("id_ecdsa"), ssh("id_ed25519")),
                false,
                false,
                Optional.empty()));
    assertThat(target.hostKeys().mode()).isEqualTo(HostKeyMode.STRICT);
    assertThat(target.hostKeys().userFiles())
        .containsExactly(ssh("known_hosts"), ssh("known_hosts2"));
    assertThat(target.hostKeys().globalFiles())
        .containsExactly(system.resolve("ssh_known_hosts"), system.resolve("ssh_known_hosts2"));
    assertThat(target.jumps()).isEmpty();
    assertThat(target.timing()).isEqualTo(Target.Timing.DEFAULT);
  }

  @Test
  void goesByInventoryThenFlagsThenConfiguration() throws IOException {
    config("User config\nPort 2201\nConnectTimeout 1\nIdentityFile ~/config\n");
    LoginFlags flags = new LoginFlags("flag", "~/flag", 2, null, null);

    assertThat(resolve(TestRequests.of("web")).login()).isEqualTo("config@web:2201");
    Target byFlag = resolve(flags, TestRequests.of("web"));
    assertThat(byFlag.user()).isEqualTo("flag");
    assertThat(byFlag.keys().files()).containsExactly(home.resolve("flag"), home.resolve("config"));
    assertThat(byFlag.timing().connect()).isEqualTo(Duration.ofSeconds(2));
    Target byInventory =
        resolve(
            flags,
            TestRequests.with(
                "web",
                "192.0.2.1",
                2202,
                "inventory",
                "keys/a",
                Optional.of(Secret.of("p")),
                List.of(),
                null,
                3));
    assertThat(byInventory.login()).isEqualTo("inventory@192.0.2.1:2202");
    assertThat(byInventory.keys().files())
        .containsExactly(directory.resolve("keys/a"), home.resolve("config"));
    assertThat(byInventory.timing().connect()).isEqualTo(Duration.ofSeconds(3));
    assertThat(byInventory.password()).contains(Secret.of("p"));
  }

  @Test
  void argumentsForSshBeatTheInventory() {
    Target target =
        resolve(
            LoginFlags.NONE,
            TestRequests.with(
                "web",
                "web",
                2202,
                "inventory",
                null,
                Optional.empty(),
                List.of("-o", "Port=2203", "-l", "args"),
                null,
                null));

    assertThat(target.login()).isEqualTo("args@web:2203");
  }

  @Test
  void ownFileGoesBeforeTheSystemWideOneAndAnotherReplacesBoth() throws IOException {
    config("Host web\n  Port 2201\n");
    Files.writeString(system.resolve("ssh_config"), "Port 2202\nUser system\n");
    Path other = Files.writeString(directory.resolve("other"), "HostKeyAlias other\n");

    assertThat(resolve(TestRequests.of("web")).login()).isEqualTo("system@web:2201");
    LoginFlags flags = new LoginFlags(null, null, null, null, "other");
    assertThat(resolve(flags, TestRequests.of("web")).login()).isEqualTo("anna@web:22");
    assertThat(resolve(flags, TestRequests.of("web")).hostKeys().alias()).contains("other");
    LoginFlags none = new LoginFlags(null, null, null, null, "none");
    assertThat(resolve(none, TestRequests.of("web")).login()).isEqualTo("anna@web:22");
    assertThat(resolve(withArguments("-F", other.toString())).hostKeys().alias()).contains("other");
  }

  @Test
  void includesAreRelativeToTheDirectoryOfTheirOwner() throws IOException {
    config("Include conf.d/*.conf\n");
    Files.createDirectories(ssh("conf.d"));
    Files.writeString(ssh("conf.d/b.conf"), "Port 2202\n");
    Files.writeString(ssh("conf.d/a.conf"), "Port 2201\n");
    Files.writeString(ssh("conf.d/.hidden.conf"), "Port 2200\n");
    Files.writeString(system.resolve("ssh_config"), "Include extra\n");
    Files.writeString(system.resolve("extra"), "User system\n");

    assertThat(resolve(TestRequests.of("web")).login()).isEqualTo("system@web:2201");
  }

  @ParameterizedTest
  @CsvSource({
    // flag, inventory, arguments, configuration, what counts
    ",,,,STRICT",
    ",,,ask,STRICT",
    ",,,accept-new,ACCEPT_NEW",
    ",,,no,OFF",
    ",,yes,no,STRICT",
    ",,accept-new,yes,ACCEPT_NEW",
    ",false,yes,yes,OFF",
    ",true,no,yes,OFF",
    "STRICT,false,no,no,STRICT",
    "OFF,true,yes,yes,OFF",
  })
  void knowsWhoDecidesOnHostKeys(
      HostKeyMode flag,
      Boolean inventory,
      String arguments,
      String configuration,
      HostKeyMode expected)
      throws IOException {
    config(configuration == null ? "" : "StrictHostKeyChecking " + configuration);
    List<String> words =
        arguments == null ? List.of() : List.of("-oStrictHostKeyChecking=" + arguments);

    Target target =
        resolve(
            new LoginFlags(null, null, null, flag, null),
            TestRequests.with(
                "web", "web", null, null, null, Optional.empty(), words, inventory, null));

    assertThat(target.hostKeys().mode()).isEqualTo(expected);
  }

  @Test
  void findsTheAgentWhereTheEnvironmentOrTheConfigurationSays() throws IOException {
    environment = Map.of("SSH_AUTH_SOCK", "/run/agent", "OTHER", "/run/other");
    config(
        """
        Host none
          IdentityAgent none
        Host variable
          IdentityAgent $OTHER
        Host braces
          IdentityAgent ${OTHER}-%r
        Host path
          IdentityAgent ~/agent
        """);

    assertThat(agent("web")).contains(Path.of("/run/agent"));
    assertThat(agent("none")).isEmpty();
    assertThat(agent("variable")).contains(Path.of("/run/other"));
    assertThat(agent("braces")).contains(Path.of("/run/other-anna"));
    assertThat(agent("path")).contains(home.resolve("agent"));
  }

  @Test
  void keepsALimitWhereTheConfigurationWantsNone() throws IOException {
    config("ConnectTimeout 0\nServerAliveInterval 0\nServerAliveCountMax 0\n");

    assertThat(resolve(TestRequests.of("web")).timing())
        .isEqualTo(new Target.Timing(Duration.ofDays(1), Duration.ZERO, 1));
  }

  @Test
  void refusesAConfigurationThatOthersCanWrite() throws IOException {
    config("Port 2201\n");
    Files.setPosixFilePermissions(ssh("config"), PosixFilePermissions.fromString("rw-r--rw-"));

    assertProblems(TestRequests.of("web"), ssh("config") + ": others can write to it");
  }

  @Test
  void showsAllProblemsOfAllFilesAtOnce() throws IOException {
    config("Port x\nHost a\n  IdentitiesOnly perhaps\nInclude more\n");
    Files.writeString(ssh("more"), "ConnectTimeout soon\n");
    Files.writeString(system.resolve("ssh_config"), "Include ~/x\n");

    assertProblems(
        TestRequests.of("web"),
        ssh("config") + ":1: Port x: must be a number from 1 to 65535",
        ssh("config") + ":3: IdentitiesOnly perhaps: must be yes or no",
        ssh("more") + ":1: ConnectTimeout soon: must be a time",
        system.resolve("ssh_config") + ":1: Include ~/x: cannot start with ~ here");
  }

  @Test
  void passesOverADirectoryThatAnIncludeMeets() throws IOException {
    Files.createDirectories(ssh("config.d/old"));
    Files.writeString(ssh("config.d/new"), "Port 2201\n");
    config("Include config.d/*\n");

    assertThat(resolve(TestRequests.of("web")).port()).isEqualTo(2201);
  }

  @Test
  void refusesFilesThatIncludeOneAnother() throws IOException {
    config("Include more\n");
    Files.writeString(ssh("more"), "Include config\n");

    assertProblems(TestRequests.of("web"), "look for a circle");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertProblems(withArguments("-F", "/no/such"), "/no/such: there is no such SSH configuration");
  }

  @Test
  void refusesTokensThatStandForNothing() throws IOException {
    config("UserKnownHostsFile /x/%Z ${NOT_SET}\nHostName %p\n");

    assertProblems(
        TestRequests.of("web"),
        ssh("config") + ":2: HostName %p: %p is not known here",
        ssh("config") + ":1: UserKnownHostsFile /x/%Z: %Z is not known here",
        ssh("config") + ":1: UserKnownHostsFile ${NOT_SET}: the environment variable NOT_SET");
  }

  @Test
  void leavesOutMatchesThatRunCommandsWithOneWarning() throws IOException {
    config("Match host db exec true\n  Port 2201\nMatch host web exec true\n  Port 2202\n");

    Resolution resolution = resolver(LoginFlags.NONE, SshUse.NEVER).resolve(TestRequests.of("web"));

    assertThat(resolution.target().port()).isEqualTo(22);
    assertThat(resolution.warnings())
        .extracting(Warning::message)
        .containsExactly(
            ssh("config") + ":3: Match exec is not supported, the section is left out");
  }

  @Test
  void resolvesManyHostsFromAFileWithASectionEach() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append("Host node%d\n  HostName n%d.example.com\n  Port %d\n".formatted(i, i, 1 + i));
    }
    config(text + "Host *\n  User late\n");
    TargetResolver resolver = resolver(LoginFlags.NONE, SshUse.NEVER);
    resolver.resolve(TestRequests.of("node0"));
    Files.delete(ssh("config")); // it is read once

    for (int i = 0; i < 10_000; i++) {
      Target target = resolver.resolve(TestRequests.of("node" + i)).target();
      assertThat(target.login()).isEqualTo("late@n%d.example.com:%d".formatted(i, 1 + i));
    }
  }

  private Optional<Path> agent(String host) {
    return resolve(TestRequests.of(host)).keys().agent();
  }

  private static ConnectionRequest withArguments(String... words) {
    return TestRequests.with(
        "web", "web", null, null, null, Optional.empty(), List.of(words), null, null);
  }

  private void assertProblems(ConnectionRequest request, String... starts) {
    assertThatThrownBy(() -> resolve(request))
        .isInstanceOfSatisfying(
            ProblemsException.class,
            e -> {
              assertThat(e.problems()).hasSize(starts.length);
              for (int i = 0; i < starts.length; i++) {
                assertThat(e.problems().get(i).message()).contains(starts[i]);
              }
            });
  }

  private Path ssh(String name) {
    return home.resolve(".ssh").resolve(name);
  }

  private void config(String text) throws IOException {
    Files.writeString(ssh("config"), text);
  }

  private Target resolve(ConnectionRequest request) {
    return resolve(LoginFlags.NONE, request);
  }

  private Target resolve(LoginFlags flags, ConnectionRequest request) {
    return resolver(flags, SshUse.NEVER).resolve(request).target();
  }
}
