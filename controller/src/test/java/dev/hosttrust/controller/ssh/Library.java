package dev.hosttrust.controller.ssh;

import dev.hosttrust.controller.ssh.auth.PassphraseSource;
import dev.hosttrust.controller.ssh.hostkey.HostKeyVerifier;
import dev.hosttrust.controller.ssh.jsch.JschTransport;
import dev.hosttrust.controller.ssh.sshd.SshdTransport;

/** The two SSH libraries, which must behave alike. */
public enum Library {
  JSCH,
  SSHD;

  public Transport open() {
    return open(PassphraseSource.NONE);
  }

  public Transport open(PassphraseSource passphrases) {
    return switch (this) {
      case JSCH -> new JschTransport(new HostKeyVerifier(), passphrases);
      case SSHD -> new SshdTransport(new HostKeyVerifier(), passphrases);
    };
  }
}
