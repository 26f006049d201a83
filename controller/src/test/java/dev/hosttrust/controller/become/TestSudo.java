// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.become;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Connection;
import dev.hosttrust.controller.ssh.Library;
import dev.hosttrust.controller.ssh.Targets;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.testhosts.TestHost;
import dev.hosttrust.testhosts.TestUser;
import dev.hosttrust.words.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** sudo as the tests need it. */
final class TestSudo {

  private TestSudo() {}

  /** {@code sudo -H -u root}. */
  static Become.Sudo root(Optional<Secret> password) {
    return new Become.Sudo("root", "sudo", List.of(), password);
  }

  /**
   * Logs in, becomes another user, and runs {@code id -un}.
   *
   * @param directory for a known_hosts file
   * @return who that says one is, or why the rights were not granted
   */
  static String whoami(
      Library library,
      TestHost host,
      TestUser user,
      Become become,
      PasswordGuard guard,
      Path directory) {
    try (Transport transport = library.open();
        Connection connection = transport.connect(Targets.of(host, user, directory).target())) {
      EscalatedShell shell = new EscalatedShell(connection, become, "node1", guard);
      return shell.exec("sh -s", "id -un\n".getBytes(StandardCharsets.UTF_8)).stdoutText().strip();
    } catch (ShellException e) {
      assertThat(e.kind()).isEqualTo(ShellException.Kind.REFUSED);
      return e.getMessage();
    }
  }
}
