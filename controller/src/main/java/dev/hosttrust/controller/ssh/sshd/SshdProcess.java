// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.CommandEnd;
import dev.hosttrust.controller.ssh.Faults;
import dev.hosttrust.controller.ssh.RemoteProcess;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;

/** A command in an exec channel; the streams are MINA's own, filled by its I/O threads. */
final class SshdProcess implements RemoteProcess {
  private static final Duration OPENING = Duration.ofSeconds(60);

  private final Target target;
  private final Traffic traffic;
  private final ClientSession session;
  private final Exec channel;
  private final CountDownLatch ended = new CountDownLatch(1);

  private SshdProcess(Target target, Traffic traffic, ClientSession session, Exec channel) {
    this.target = target;
    this.traffic = traffic;
    this.session = session;
    this.channel = channel;
    channel.addCloseFutureListener(closed -> ended.countDown());
  }

  /** Opens the channel and sends the command behind it: one round trip. */
  static SshdProcess start(Target target, ClientSession session, Traffic traffic, String command)
      throws ShellException {
    Exec channel = new Exec(command);
    try {
      session.getService(ConnectionService.class).registerChannel(channel);
      channel.open().verify(OPENING);
      return new SshdProcess(target, traffic, session, channel);
    } catch (IOException | RuntimeException e) {
      throw session.isOpen() && channel.isNotOpened()
          ? Faults.refusedSession(target, e)
          : Faults.lost(target, traffic, e);
    }
  }

  /** Remembers that the host opened no session, or refused to run the command. */
  private static final class Exec extends ChannelExec {
    private volatile boolean notOpened;
    private volatile boolean refused;

    Exec(String command) {
      super(command, StandardCharsets.UTF_8, null, Map.of());
      CoreModuleProperties.REQUEST_EXEC_REPLY.set(this, true);
    }

    boolean isNotOpened() {
      return notOpened;
    }

    boolean isRefused() {
      return refused;
    }

    @Override
    public void handleOpenFailure(Buffer buffer) {
      notOpened = true;
      super.handleOpenFailure(buffer);
    }

    @Override
    public void handleFailure() throws IOException {
      refused = true;
      super.handleFailure(); // closes the channel
    }
  }

  @Override
  public OutputStream stdin() {
    return channel.getInvertedIn();
  }

  @Override
  public InputStream stdout() {
    return channel.getInvertedOut();
  }

  @Override
  public InputStream stderr() {
    return channel.getInvertedErr();
  }

  @Override
  public int waitFor() throws ShellException, InterruptedException {
    ended.await();
    if (channel.isRefused()) {
      throw Faults.refusedCommand(target, null);
    }
    return CommandEnd.status(
        target, traffic, channel.getExitStatus(), channel.getExitSignal(), session::isOpen);
  }

  @Override
  public void close() {
    channel.close(true);
  }
}
