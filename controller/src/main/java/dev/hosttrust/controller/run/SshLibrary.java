// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.ssh.EitherTransport;
import dev.hosttrust.controller.ssh.Transport;
import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.controller.ssh.config.SshUse;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import dev.hosttrust.controller.ssh.jsch.JschTransport;
import dev.hosttrust.controller.ssh.openssh.OpenSshTransport;
import dev.hosttrust.controller.ssh.sshd.SshdTransport;
import java.util.Locale;
import java.util.Map;

/** What speaks SSH. */
public enum SshLibrary {
  /** JSch, and the machine's own ssh for hosts that need it. */
  AUTO,
  JSCH,
  SSHD,
  /** The machine's own ssh. */
  OPENSSH;

  /** For which hosts the machine's own ssh is used. */
  SshUse use() {
    return switch (this) {
      case AUTO -> SshUse.WHERE_NEEDED;
      case JSCH, SSHD -> SshUse.NEVER;
      case OPENSSH -> SshUse.ALWAYS;
    };
  }

  /** A way to hosts by it; the classes of the others are not loaded. */
  Transport transport(
      HostKeyVerifier hostKeys, PassphraseSource passphrases, Map<String, String> environment) {
    return switch (this) {
      case AUTO ->
          new EitherTransport(
              new JschTransport(hostKeys, passphrases),
              new OpenSshTransport(hostKeys, passphrases, environment));
      case JSCH -> new JschTransport(hostKeys, passphrases);
      case SSHD -> new SshdTransport(hostKeys, passphrases);
      case OPENSSH -> new OpenSshTransport(hostKeys, passphrases, environment);
    };
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
