// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JumpChainTest {
  @TempDir Path directory;

  @Test
  void hopsAreReachedByTheirOwnConfiguration() throws IOException {
    config(
        """
        Host web
          ProxyJump berta@outer:2201,inner
        Host outer
          HostName outer.example.com
          User unused
          Port 2299
          IdentityFile ~/outer-key
          UserKnownHostsFile ~/outer-known
          StrictHostKeyChecking accept-new
        Host inner
          HostName 10.0.0.1
          HostKeyAlias inner-alias
          ConnectTimeout 3
        """);

    Target target = resolve("web");

    assertThat(logins(target)).containsExactly("berta@outer.example.com:2201", "anna@10.0.0.1:22");
    Target outer = target.jumps().getFirst();
    assertThat(outer.name()).isEqualTo("outer");
    assertThat(outer.keys().files()).containsExactly(directory.resolve("outer-key"));
    assertThat(outer.hostKeys().userFiles()).containsExactly(directory.resolve("outer-known"));
    assertThat(outer.hostKeys().mode()).isEqualTo(HostKeyMode.ACCEPT_NEW);
    Target inner = target.jumps().getLast();
    assertThat(inner.hostKeys().alias()).contains("inner-alias");
    assertThat(inner.timing().connect()).hasSeconds(3);
    assertThat(target.hostKeys().mode()).isEqualTo(HostKeyMode.STRICT);
  }

  @Test
  void settingsOfTheHostAreNotThoseOfTheHops() {
    Target target =
        resolver()
            .resolve(
                TestRequests.with(
                    "web",
                    "web",
                    2202,
                    "inventory",
                    "~/key",
                    Optional.of(Secret.of("p")),
                    List.of("-J", "outer", "-o", "StrictHostKeyChecking=no"),
                    null,
                    null))
            .target();

    Target hop = target.jumps().getFirst();
    assertThat(hop.login()).isEqualTo("anna@outer:22");
    assertThat(hop.password()).isEmpty();
    assertThat(hop.keys().files()).doesNotContain(directory.resolve("key"));
    assertThat(hop.hostKeys().mode()).isEqualTo(HostKeyMode.STRICT);
  }

  @Test
  void theWayToTheFirstHopIsItsOwnAffairThoseOfTheOthersAreGiven() throws IOException {
    config(
        """
        Host web
          ProxyJump second,third
        Host second
          ProxyJump first
        Host third
          ProxyJump never
        """);

    assertThat(logins(resolve("web")))
        .containsExactly("anna@first:22", "anna@second:22", "anna@third:22");
  }

  @Test
  void aCircleIsRefused() throws IOException {
    config("Host *\n  ProxyJump bastion\n");

    assertThatThrownBy(() -> resolve("web"))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("ProxyJump goes in a circle: bastion -> bastion");
  }

  @Test
  void noneBreaksACircle() throws IOException {
    config("Host bastion\n  ProxyJump none\nHost *\n  ProxyJump bastion\n");

    assertThat(logins(resolve("web"))).containsExactly("anna@bastion:22");
  }

  @ParameterizedTest
  @CsvSource({
    "ssh -W %h:%p bastion, anna@bastion:22",
    "ssh -W %h:%p -q berta@bastion, berta@bastion:22",
    "ssh -q -p 2201 -l berta bastion -W '[%h]:%p', berta@bastion:2201",
    "exec /usr/bin/ssh -A bastion -W %h:%p, anna@bastion:22",
  })
  void anOldCommandForAJumpIsTakenForOne(String command, String login) throws IOException {
    config("Host web\n  ProxyCommand " + command + "\n");

    assertThat(logins(resolve("web"))).containsExactly(login);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nc %h %p",
        "ssh bastion nc %h %p",
        "ssh -W other:22 bastion",
        "ssh -i key -W %h:%p bastion",
        "ssh -W %h:%p"
      })
  void otherCommandsAreRefused(String command) throws IOException {
    config("Host web\n  ProxyCommand " + command + "\n");

    assertThatThrownBy(() -> resolve("web"))
        .isInstanceOf(ProblemsException.class)
        .hasMessageStartingWith(
            directory.resolve(".ssh/config") + ":2: ProxyCommand is not supported");
  }

  private static List<String> logins(Target target) {
    return target.jumps().stream().map(Target::login).toList();
  }

  private void config(String text) throws IOException {
    Files.createDirectories(directory.resolve(".ssh"));
    Files.writeString(directory.resolve(".ssh/config"), text);
  }

  private Target resolve(String host) {
    return resolver().resolve(TestRequests.of(host)).target();
  }

  private TargetResolver resolver() {
    return new TargetResolver(
        new LocalUser("anna", directory, directory, Map.of()),
        LoginFlags.NONE,
        directory.resolve("etc"),
        SshUse.NEVER);
  }
}
