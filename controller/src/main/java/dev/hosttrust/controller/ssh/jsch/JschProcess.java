package dev.hosttrust.controller.ssh.jsch;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.ExitSignal;
import dev.hosttrust.controller.ssh.Faults;
import dev.hosttrust.controller.ssh.RemoteProcess;
import dev.hosttrust.controller.ssh.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A command in an exec channel. */
final class JschProcess implements RemoteProcess {
  private final Target target;
  private final ChannelExec channel;
  private final Pipe out = new Pipe();
  private final Pipe err = new Pipe();
  private final OutputStream stdin;

  private JschProcess(Target target, ChannelExec channel) throws IOException {
    this.target = target;
    this.channel = channel;
    this.stdin = channel.getOutputStream();
  }

  /** Opens the channel and sends the command behind it: one round trip. */
  static JschProcess start(Target target, Session session, String command) throws ShellException {
    try {
      ChannelExec channel = (ChannelExec) session.openChannel("exec");
      if (channel == null) {
        throw new JSchException("session is down");
      }
      channel.setCommand(command);
      JschProcess process = new JschProcess(target, channel);
      channel.setOutputStream(process.out.sink());
      channel.setErrStream(process.err.sink());
      channel.connect();
      return process;
    } catch (JSchException | IOException e) {
      throw Faults.lost(target, e);
    }
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
    if (channel.getExitStatus() >= 0) {
      return channel.getExitStatus();
    }
    String signal = channel.getExitSignal();
    if (signal != null) {
      return ExitSignal.status(signal);
    }
    throw Faults.lost(target, null);
  }

  @Override
  public void close() {
    channel.disconnect();
    out.end();
    err.end();
  }
}
