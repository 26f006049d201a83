// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.CommandEnd;
import dev.hosttrust.controller.ssh.Faults;
import dev.hosttrust.controller.ssh.Pipe;
import dev.hosttrust.controller.ssh.RemoteProcess;
import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A command in an exec channel. */
final class JschProcess implements RemoteProcess {
  /** How long the host may take to open a session, and then to start the command. */
  private static final int OPENING_MILLIS = 60_000;

  /** JSch has no other sign of it than this text. */
  private static final String REFUSED = "failed to send channel request";

  private static final String NOT_OPENED = "channel is not opened.";

  private static final int NO_STATUS = -1;

  private final Target target;
  private final Traffic traffic;
  private final Session session;
  private final ChannelExec channel;
  private final Pipe out = new Pipe();
  private final Pipe err = new Pipe();
  private final OutputStream stdin;

  private JschProcess(Target target, Traffic traffic, Session session, ChannelExec channel)
      throws IOException {
    this.target = target;
    this.traffic = traffic;
    this.session = session;
    this.channel = channel;
    this.stdin = channel.getOutputStream();
  }

  /** Opens the channel, sends the command, and waits until the host says that it runs it. */
  static JschProcess start(Target target, Session session, Traffic traffic, String command)
      throws ShellException {
    try {
      ChannelExec channel = (ChannelExec) session.openChannel("exec");
      if (channel == null) {
        throw new JSchException("session is down");
      }
      channel.setCommand(command);
      JschProcess process = new JschProcess(target, traffic, session, channel);
      channel.setOutputStream(process.out.sink());
      channel.setErrStream(process.err.sink());
      channel.connect(OPENING_MILLIS);
      return process;
    } catch (JSchException | IOException e) {
      throw failure(target, traffic, session, e);
    }
  }

  private static ShellException failure(
      Target target, Traffic traffic, Session session, Exception e) {
    String message = String.valueOf(e.getMessage());
    if (session.isConnected() && message.equals(REFUSED)) {
      return Faults.refusedCommand(target, e);
    }
    if (session.isConnected() && message.equals(NOT_OPENED)) {
      return Faults.refusedSession(target, e);
    }
    return Faults.lost(target, traffic, e);
  }

  @Override
  public OutputStream stdin() {
    return stdin;
  }

  @Override
  public InputStream stdout() {
    return out.source();
  }

  @Override
  public InputStream stderr() {
    return err.source();
  }

  @Override
  public int waitFor() throws ShellException, InterruptedException {
    err.awaitEnd(); // JSch closes it with the channel, not before
    int status = channel.getExitStatus();
    return CommandEnd.status(
        target,
        traffic,
        status == NO_STATUS ? null : status,
        channel.getExitSignal(),
        session::isConnected);
  }

  @Override
  public void close() {
    channel.disconnect();
    out.end();
    err.end();
  }
}
