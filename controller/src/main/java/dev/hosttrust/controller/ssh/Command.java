package dev.hosttrust.controller.ssh;

import dev.hosttrust.agent.shell.ExecResult;
import dev.hosttrust.agent.shell.ShellException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs on a host, with both of its outputs read all the time by virtual threads, so
 * that large input and large output cannot wait for each other.
 */
public final class Command implements AutoCloseable {
  /** More standard output than this is a failure, in bytes. */
  public static final int STDOUT_BOUND = 16 * 1024 * 1024;

  /** More standard error than this is thrown away, in bytes. */
  public static final int STDERR_BOUND = 64 * 1024;

  private static final int CHUNK = 32 * 1024;

  /** A background child may hold an output open for ever; its parent's end is what counts. */
  private static final Duration AFTER_THE_END = Duration.ofSeconds(2);

  private final RemoteProcess process;
  private final Transcript transcript = new Transcript(STDOUT_BOUND, STDERR_BOUND);

  private Command(RemoteProcess process) {
    this.process = process;
  }

  /** Starts a command line in the login shell. */
  public static Command start(Connection connection, String commandLine) throws ShellException {
    Command command = new Command(connection.start(commandLine));
    Thread.ofVirtual().name("stdout").start(command::readOut);
    Thread.ofVirtual().name("stderr").start(command::readErr);
    return command;
  }

  /** Runs a command from start to end. */
  public static ExecResult run(Connection connection, String commandLine, byte[] stdin)
      throws ShellException {
    try (Command command = start(connection, commandLine)) {
      command.send(stdin);
      return command.finish();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** What {@link Thread#interrupt} comes to for callers that cannot pass it on. */
  public static ShellException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ShellException(ShellException.Kind.UNREACHABLE, "interrupted", e);
  }

  public Transcript transcript() {
    return transcript;
  }

  /**
   * Writes to the command's standard input. That it no longer reads is no failure here: its exit
   * status tells.
   */
  public void send(byte[] bytes) {
    try {
      OutputStream stdin = process.stdin();
      stdin.write(bytes);
      stdin.flush();
    } catch (IOException e) {
      // the command has ended, or the connection: finish() knows which
    }
  }

  /** Ends the input and waits for the command's end. */
  public ExecResult finish() throws ShellException, InterruptedException {
    try {
      process.stdin().close();
    } catch (IOException e) {
      // as in send()
    }
    int status = process.waitFor();
    transcript.awaitBothEnds(AFTER_THE_END);
    if (transcript.hasOverflowed()) {
      throw new ShellException(
          ShellException.Kind.UNREACHABLE,
          "the command wrote more than %d MiB".formatted(STDOUT_BOUND >> 20));
    }
    return new ExecResult(status, transcript.out(), transcript.err());
  }

  @Override
  public void close() {
    process.close();
  }

  private void readOut() {
    transcript.endOut(drain(process.stdout(), transcript::addOut));
  }

  private void readErr() {
    transcript.endErr(drain(process.stderr(), transcript::addErr));
  }

  private interface Sink {
    void add(byte[] bytes, int length);
  }

  private static @Nullable IOException drain(InputStream in, Sink sink) {
    byte[] chunk = new byte[CHUNK];
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        sink.add(chunk, n);
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }
}
