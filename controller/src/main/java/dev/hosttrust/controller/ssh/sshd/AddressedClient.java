package dev.hosttrust.controller.ssh.sshd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the address that it is given. MINA's own client takes the name out of it and resolves
 * that anew, which goes astray where the name is only what a certificate must say.
 */
final class AddressedClient extends SshClient {

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
