package dev.hosttrust.controller.ssh;

import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import dev.hosttrust.controller.ssh.jsch.JschTransport;
import dev.hosttrust.controller.ssh.sshd.SshdTransport;

/** The two SSH libraries, which must behave alike. */
enum Library {
  JSCH,
  SSHD;

  Transport open() {
    return open(PassphraseSource.NONE);
  }

  Transport open(PassphraseSource passphrases) {
    return switch (this) {
      case JSCH -> new JschTransport(new HostKeyVerifier(), passphrases);
      case SSHD -> new SshdTransport(new HostKeyVerifier(), passphrases);
    };
  }
}
