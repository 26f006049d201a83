package dev.hosttrust.controller.ssh.sshd;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.ExitSignal;
import dev.hosttrust.controller.ssh.Faults;
import dev.hosttrust.controller.ssh.RemoteProcess;
import dev.hosttrust.controller.ssh.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;

/** A command in an exec channel; the streams are MINA's own, filled by its I/O threads. */
final class SshdProcess implements RemoteProcess {
  private static final Duration OPENING = Duration.ofSeconds(20);

  private final Target target;
  private final ChannelExec channel;
  private final CountDownLatch ended = new CountDownLatch(1);

  private SshdProcess(Target target, ChannelExec channel) {
    this.target = target;
    this.channel = channel;
    channel.addCloseFutureListener(closed -> ended.countDown());
  }

  /** Opens the channel and sends the command behind it: one round trip. */
  static SshdProcess start(Target target, ClientSession session, String command)
      throws ShellException {
    try {
      ChannelExec channel = session.createExecChannel(command);
      channel.open().verify(OPENING);
      return new SshdProcess(target, channel);
    } catch (IOException | RuntimeException e) {
      throw Faults.lost(target, e);
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
    Integer status = channel.getExitStatus();
    if (status != null) {
      return status;
    }
    String signal = channel.getExitSignal();
    if (signal != null) {
      return ExitSignal.status(signal);
    }
    throw Faults.lost(target, null);
  }

  @Override
  public void close() {
    channel.close(true);
  }
}
