// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import dev.hosttrust.agent.shell.ShellException;
import dev.hosttrust.controller.ssh.Command;
import dev.hosttrust.controller.ssh.CommandEnd;
import dev.hosttrust.controller.ssh.Faults;
import dev.hosttrust.controller.ssh.Pipe;
import dev.hosttrust.controller.ssh.RemoteProcess;
import dev.hosttrust.controller.ssh.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A command in a channel of type "session" (RFC 4254, section 6). */
final class ExecChannel implements RemoteProcess {
  /** How many bytes the host may send before we say that there is room for more. */
  private static final int WINDOW = 2 * 1024 * 1024;

  private static final int LONGEST_DATA = 32 * 1024;
  private static final String ENDED = "the command has ended";

  /** How long the host may take to open a session, and then to start the command. */
  private static final long OPENING_SECONDS = 60;

  private enum Answer {
    NONE,
    YES,
    NO
  }

  private final Target target;
  private final ChannelSession session;
  private final int number;
  private final Pipe out = new Pipe();
  private final Pipe err = new Pipe();
  private final OutputStream stdin = new Input();
  private final Object sending = new Object();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Answer opened = Answer.NONE;
  private Answer started = Answer.NONE;
  private int hostNumber;
  private long mayWrite;
  private int longestWrite = LONGEST_DATA;
  private @Nullable Integer status;
  private @Nullable String signal;
  private boolean closed;
  private boolean lost;
  private int taken;

  /** Guarded by {@link #sending}. */
  private boolean closeSent;

  private ExecChannel(Target target, ChannelSession session) {
    this.target = target;
    this.session = session;
    this.number = session.add(this);
  }

  /** Opens the channel, sends the command, and waits until the host says that it runs it. */
  static ExecChannel start(Target target, ChannelSession session, String command)
      throws ShellException {
    ExecChannel channel = new ExecChannel(target, session);
    try {
      channel.open();
      channel.run(command);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw Faults.lost(target, session.traffic(), e);
    } catch (InterruptedException e) {
      channel.close();
      throw Command.interrupted(e);
    } catch (ShellException e) {
      channel.close();
      throw e;
    }
  }

  private void open() throws IOException, InterruptedException, ShellException {
    session.send(
        ChannelSession.OPEN,
        new Message().string("session").uint32(number).uint32(WINDOW).uint32(LONGEST_DATA));
    if (await(() -> opened != Answer.NONE) && opened == Answer.NO) {
      throw Faults.refusedSession(target, null);
    }
  }

  private void run(String command) throws IOException, InterruptedException, ShellException {
    send(
        ChannelSession.REQUEST,
        new Message().uint32(hostNumber).string("exec").bool(true).string(command));
    if (await(() -> started != Answer.NONE || closed) && started != Answer.YES) {
      throw Faults.refusedCommand(target, null);
    }
  }

  /**
   * Waits for an answer of the host.
   *
   * @throws ShellException if the connection was lost, or there is none for too long
   */
  private boolean await(BooleanSupplier answered) throws InterruptedException, ShellException {
    long nanos = TimeUnit.SECONDS.toNanos(OPENING_SECONDS);
    lock.lockInterruptibly();
    try {
      while (!answered.getAsBoolean() && !lost && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      if (!answered.getAsBoolean()) {
        throw Faults.lost(target, session.traffic(), null);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void confirmed(int byHost, long window, long longest) {
    change(
        () -> {
          hostNumber = byHost;
          mayWrite = window;
          longestWrite = Math.clamp(longest, 1, LONGEST_DATA);
          opened = Answer.YES;
        });
  }

  void notOpened() {
    change(() -> opened = Answer.NO);
  }

  void accepted(boolean yes) {
    change(() -> started = yes ? Answer.YES : Answer.NO);
  }

  void mayWrite(long more) {
    change(() -> mayWrite += more);
  }

  void exited(int with) {
    change(() -> status = with);
  }

  void signalled(String name) {
    change(() -> signal = name);
  }

  void out(byte[] data) throws IOException {
    put(out, data);
  }

  void err(byte[] data) throws IOException {
    put(err, data);
  }

  /** Called by the one thread that reads; waits while nobody takes what came. */
  private void put(Pipe pipe, byte[] data) throws IOException {
    try {
      pipe.sink().write(data, 0, data.length);
    } catch (IOException e) {
      return; // we have left the channel
    }
    taken += data.length;
    if (taken >= WINDOW / 2) {
      send(ChannelSession.WINDOW, new Message().uint32(hostNumber).uint32(taken));
      taken = 0;
    }
  }

  void outputEnded() {
    out.end();
    err.end();
  }

  void closedByHost() {
    sendClose();
    session.remove(number);
    end(false);
  }

  void lost() {
    end(true);
  }

  private void end(boolean byLoss) {
    change(
        () -> {
          closed = true;
          lost |= byLoss;
        });
    outputEnded();
  }

  /**
   * Sends a message about the channel, unless we have closed it: sshd ends the whole connection
   * where one comes later (RFC 4254, section 5.3).
   *
   * @return whether it was sent
   */
  private boolean send(int type, Message content) throws IOException {
    synchronized (sending) {
      if (closeSent) {
        return false;
      }
      closeSent = type == ChannelSession.CLOSE;
      session.send(type, content);
      return true;
    }
  }

  private void sendClose() {
    if (!isOpen()) {
      return;
    }
    try {
      send(ChannelSession.CLOSE, new Message().uint32(hostNumber));
    } catch (IOException e) {
      // the connection is gone, and the channel with it
    }
  }

  private boolean isOpen() {
    lock.lock();
    try {
      return opened == Answer.YES && !lost;
    } finally {
      lock.unlock();
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
    lock.lockInterruptibly();
    try {
      while (!closed) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
    return CommandEnd.status(target, session.traffic(), status, signal, session::isConnected);
  }

  @Override
  public void close() {
    sendClose();
    end(false);
  }

  /** The command's standard input: as much at a time as the host has room for. */
  private final class Input extends OutputStream {
    private boolean ended;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        int count = room(length - done);
        Message data = new Message().uint32(hostNumber).string(bytes, offset + done, count);
        if (!send(ChannelSession.DATA, data)) {
          throw new IOException(ENDED);
        }
        done += count;
      }
    }

    private int room(int wanted) throws IOException {
      lock.lock();
      try {
        while (mayWrite == 0 && !closed) {
          changed.awaitUninterruptibly();
        }
        if (closed) {
          throw new IOException(ENDED);
        }
        int count = (int) Math.min(Math.min(mayWrite, longestWrite), wanted);
        mayWrite -= count;
        return count;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() throws IOException {
      if (!ended) {
        ended = true;
        send(ChannelSession.END_OF_FILE, new Message().uint32(hostNumber));
      }
    }
  }
}
