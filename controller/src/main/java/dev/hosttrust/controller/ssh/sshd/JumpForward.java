// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.forward.TcpipClientChannel;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A port of ours that a jump host forwards, for one login, while other hosts go through the same
 * jump host. Our end takes any connection, and is just closed where there is no way on; so it is
 * watched whether the jump host makes the connection that it is asked for.
 */
final class JumpForward implements ChannelListener, AutoCloseable {
  private final ClientSession jump;
  private final List<TcpipClientChannel> channels = new CopyOnWriteArrayList<>();
  private @Nullable ExplicitPortForwardingTracker bound;

  private JumpForward(ClientSession jump) {
    this.jump = jump;
  }

  static JumpForward begin(ClientSession jump) {
    JumpForward forward = new JumpForward(jump);
    jump.addChannelListener(forward);
    return forward;
  }

  /** A free port of the loopback that leads to the address. */
  int bind(SshdSocketAddress behind) throws IOException {
    bound = jump.createLocalPortForwardingTracker(SshdSocketAddress.LOCALHOST_ADDRESS, behind);
    return bound.getBoundAddress().getPort();
  }

  @Override
  public void channelInitialized(Channel begun) {
    if (begun instanceof TcpipClientChannel forwarded) {
      channels.add(forwarded);
    }
  }

  /** Whether the jump host was asked, and did not. */
  boolean isBarred() {
    ExplicitPortForwardingTracker port = bound;
    return port != null
        && channels.stream()
            .filter(channel -> isThrough(channel, port.getBoundAddress()))
            .anyMatch(channel -> !channel.getChannelState().contains(ClientChannelEvent.OPENED));
  }

  private static boolean isThrough(TcpipClientChannel channel, SshdSocketAddress port) {
    SshdSocketAddress entrance = channel.getTunnelEntrance();
    return entrance != null && entrance.getPort() == port.getPort();
  }

  /** Takes no further connections; the one that was made stays. */
  @Override
  public void close() {
    jump.removeChannelListener(this);
    if (bound != null) {
      try {
        bound.close();
      } catch (IOException e) {
        // the session with the jump host has ended, and the port with it
      }
    }
  }
}
