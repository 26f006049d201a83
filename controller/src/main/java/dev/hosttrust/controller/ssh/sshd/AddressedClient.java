// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.apache.sshd.client.ClientFactoryManager;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.Readable;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the address that it is given. MINA's own client takes the name out of it and resolves
 * that anew, which fails where the name is only the one that the host certificate must have. What a
 * host sends is counted.
 */
final class AddressedClient extends SshClient {

  @Override
  protected SessionFactory createSessionFactory() {
    return new SessionFactory(this) {
      @Override
      protected ClientSessionImpl doCreateSession(IoSession ioSession) throws Exception {
        return new CountingSession(getClient(), ioSession);
      }
    };
  }

  /** Counts what the host sends, before anything is made of it. */
  private static final class CountingSession extends ClientSessionImpl {
    CountingSession(ClientFactoryManager client, IoSession ioSession) throws Exception {
      super(client, ioSession);
    }

    @Override
    public void messageReceived(Readable buffer) throws Exception {
      SshdLogin login = SshdLogin.of(this);
      if (login != null) {
        login.traffic().received(buffer.available());
      }
      super.messageReceived(buffer);
    }
  }

  @Override
  public ConnectFuture connect(
      String user,
      SocketAddress address,
      @Nullable AttributeRepository context,
      @Nullable SocketAddress local)
      throws IOException {
    InetSocketAddress target = (InetSocketAddress) address;
    HostConfigEntry entry = new HostConfigEntry("", target.getHostString(), target.getPort(), user);
    return doConnect(user, target, context, local, KeyIdentityProvider.EMPTY_KEYS_PROVIDER, entry);
  }
}
