// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.demo;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;

/** An SSH server in this process, on a free port of 127.0.0.1, whose commands are real ones. */
final class EmbeddedHost implements AutoCloseable {
  private final String name;
  private final SshServer server;
  private final PublicKey hostKey;

  private EmbeddedHost(String name, SshServer server, PublicKey hostKey) {
    this.name = name;
    this.server = server;
    this.hostKey = hostKey;
  }

  /** Starts a host that lets in whoever has the key. */
  static EmbeddedHost start(String name, KeyPair hostKey, PublicKey client) throws IOException {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, client));
    server.setCommandFactory((channel, command) -> new ShellCommand(command));
    server.start();
    return new EmbeddedHost(name, server, hostKey.getPublic());
  }

  String name() {
    return name;
  }

  int port() {
    return server.getPort();
  }

  PublicKey hostKey() {
    return hostKey;
  }

  /** A host's line of a {@code known_hosts} file. */
  static String knownHost(int port, PublicKey key) {
    return "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(key);
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
