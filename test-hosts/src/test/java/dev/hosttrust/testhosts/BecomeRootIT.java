// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.testhosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways to become root, and those that end in a refusal, on each release. */
class BecomeRootIT {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          OPS,       sudo -n id -u,                      0, ""
          IN_FISH,   sudo -n id -u,                      0, ""
          DOER,      doas -n id -u,                      0, ""
          OPS,       doas -n id -u,                      1, "Operation not permitted"
          ADMIN,     sudo -n id -u,                      1, "a password is required"
          ADMIN,     "echo 's3cret $HOME' | sudo -S id -u", 0, ""
          ADMIN,     "echo wrong | sudo -S id -u",       1, "no password was provided"
          NOSUDO,    "echo wrong | sudo -S id -u",       1, ""
          NEEDS_TTY, sudo -n id -u,                      1, "you must have a tty to run sudo"
          """)
  void answers(TestUser user, String command, int exit, String message) {
    for (DebianRelease release : DebianRelease.values()) {
      TestHost host = TestHosts.debian(release).shared();
      SshClient client = SshClient.knowing(host).key(TestKeys.shared().plain(KeyType.ED25519));

      ExecOutput output = client.run(host, user, command);

      assertThat(output.exit()).as("%s: %s", release, output).isEqualTo(exit);
      assertThat(output.stderr()).as("%s", release).contains(message);
      assertThat(output.stdout()).isEqualTo(exit == 0 ? "0\n" : "");
    }
  }
}
