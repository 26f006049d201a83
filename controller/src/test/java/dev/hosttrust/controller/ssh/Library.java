// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh;

import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import dev.hosttrust.controller.ssh.jsch.JschTransport;
import dev.hosttrust.controller.ssh.openssh.OpenSshTransport;
import dev.hosttrust.controller.ssh.sshd.SshdTransport;
import java.util.Map;
import java.util.Optional;

/** The three ways to speak SSH, which must behave alike. */
public enum Library {
  JSCH,
  SSHD,
  OPENSSH;

  /** Nobody is there to type a passphrase. */
  static final PassphraseSource NOBODY = (file, attempt) -> Optional.empty();

  public Transport open() {
    return open(NOBODY);
  }

  public Transport open(PassphraseSource passphrases) {
    return switch (this) {
      case JSCH -> new JschTransport(new HostKeyVerifier(), passphrases);
      case SSHD -> new SshdTransport(new HostKeyVerifier(), passphrases);
      case OPENSSH -> new OpenSshTransport(new HostKeyVerifier(), passphrases, Map.of());
    };
  }
}
