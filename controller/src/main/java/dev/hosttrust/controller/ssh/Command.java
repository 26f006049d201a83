// SPDX-License-Identifier: Apache-2.0
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

  /** More standard error than this is a failure too, in bytes. */
  public static final int STDERR_BOUND = 16 * 1024 * 1024;

  /** More standard error than this is thrown away, in bytes. */
  public static final int STDERR_KEPT = 64 * 1024;

  private static final int CHUNK = 32 * 1024;

  /** A background child may hold an output open for ever; its parent's end is what counts. */
  private static final Duration AFTER_THE_END = Duration.ofSeconds(2);

  private final Connection connection;
  private final RemoteProcess process;
  private final Transcript transcript =
      new Transcript(new Transcript.Bounds(STDOUT_BOUND, STDERR_BOUND, STDERR_KEPT));

  private Command(Connection connection, RemoteProcess process) {
    this.connection = connection;
    this.process = process;
  }

  /** Starts a command line in the login shell. */
  public static Command start(Connection connection, String commandLine) throws ShellException {
    Command command = new Command(connection, connection.start(commandLine));
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

  /** An interrupt as a {@link ShellException}, for callers that must throw no other exception. */
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

  /** Ends the input; the command reads to the end of what it was sent. */
  public void endInput() {
    try {
      process.stdin().close();
    } catch (IOException e) {
      // as in send()
    }
  }

  /**
   * Ends the input and waits for the command's end.
   *
   * @throws ShellException also if the command wrote too much; the connection is cut then
   */
  public ExecResult finish() throws ShellException, InterruptedException {
    endInput();
    int status;
    try {
      status = process.waitFor();
    } catch (ShellException e) {
      throw transcript.overflow().map(Command::overflowed).orElse(e);
    }
    transcript.awaitEnds(AFTER_THE_END);
    if (transcript.overflow().isPresent()) {
      throw overflowed(transcript.overflow().get());
    }
    if (transcript.outFailure().isPresent()) {
      throw new ShellException(
          ShellException.Kind.UNREACHABLE,
          "what the command wrote could not be read to its end",
          transcript.outFailure().get());
    }
    return new ExecResult(status, transcript.out(), transcript.err());
  }

  private static ShellException overflowed(String what) {
    return new ShellException(
        ShellException.Kind.UNREACHABLE, "the command wrote " + what + ", the connection was cut");
  }

  @Override
  public void close() {
    process.close();
  }

  private void readOut() {
    transcript.endOut(drain(process.stdout(), transcript::addOut));
  }

  private void readErr() {
    drain(process.stderr(), transcript::addErr); // a part of it is enough
    transcript.endErr();
  }

  private interface Sink {
    boolean add(byte[] bytes, int length);
  }

  private @Nullable IOException drain(InputStream in, Sink sink) {
    byte[] chunk = new byte[CHUNK];
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (!sink.add(chunk, n)) {
          connection.close(); // or the host goes on for as long as it likes
          return null;
        }
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }
}
