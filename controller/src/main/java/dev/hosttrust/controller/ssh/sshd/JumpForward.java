// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether a jump host makes the connection that it is asked for: our end of a forwarded port
 * takes any connection, and is just closed where there is no way on.
 */
final class JumpForward implements ChannelListener {
  private volatile @Nullable Channel channel;

  @Override
  public void channelInitialized(Channel begun) {
    channel = begun;
  }

  /** Whether the jump host was asked, and did not. */
  boolean isBarred() {
    return channel instanceof ClientChannel asked
        && !asked.getChannelState().contains(ClientChannelEvent.OPENED);
  }
}
