// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.inventories.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hosttrust.inventories.documents.InputLimit;
import dev.hosttrust.words.Location;
import dev.hosttrust.words.ProblemsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A program that ran to answer a question about the inventory.
 *
 * @param ended whether it ended by itself within its time
 * @param exitCode what it ended with; -1 if it did not end by itself
 * @param output what it printed; empty if it did not end by itself
 * @param errors the first 64 KiB of what it printed on standard error
 */
public record ProgramRun(boolean ended, int exitCode, String output, String errors) {

  private static final int MAX_ERRORS = 65_536;

  /**
   * How long the last of the errors may take when the program has ended. They are in the pipe by
   * then; but a program that it left in the background may hold that open for ever.
   */
  private static final Duration REST = Duration.ofSeconds(1);

  /**
   * Runs a program with nothing on its standard input. When this returns, when this throws, and
   * when this process ends, the program and what it started have been ended.
   *
   * @param timeout how long it may take
   * @param at where it was asked for, for messages
   * @param prints such as {@code the inventory script prints}, for the message if it is too much
   * @throws IOException if it cannot be started or read
   * @throws ProblemsException if it prints more than an inventory may have
   */
  public static ProgramRun of(ProcessBuilder program, Duration timeout, Location at, String prints)
      throws IOException, InterruptedException {
    Process process = program.start();
    Thread atOurEnd = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(atOurEnd);
    try {
      return run(process, timeout, at, prints);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      end(process);
      forget(atOurEnd);
    }
  }

  private static ProgramRun run(Process process, Duration timeout, Location at, String prints)
      throws IOException, InterruptedException {
    process.getOutputStream().close();
    long deadline = System.nanoTime() + timeout.toNanos();
    CompletableFuture<byte[]> output = async(() -> output(process.getInputStream(), at, prints));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Thread complaints =
        Thread.ofVirtual().start(() -> readErrors(process.getErrorStream(), errors));
    try {
      byte[] bytes = output.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      String text = new String(bytes, UTF_8);
      complaints.join(REST);
      return new ProgramRun(true, process.exitValue(), text, errors.toString(UTF_8));
    } catch (TimeoutException e) {
      end(process);
      complaints.join(REST);
      return new ProgramRun(false, -1, "", errors.toString(UTF_8));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProblemsException tooMuch) {
        throw tooMuch;
      }
      throw new IOException(e.getCause());
    }
  }

  private static <T> CompletableFuture<T> async(Supplier<T> reader) {
    return CompletableFuture.supplyAsync(reader, task -> Thread.ofVirtual().start(task));
  }

  private static byte[] output(InputStream in, Location at, String prints) {
    try (in) {
      return InputLimit.readAll(in, at, prints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first of what a program complains of; the rest is read so that it does not wait. */
  private static void readErrors(InputStream in, ByteArrayOutputStream errors) {
    byte[] buffer = new byte[8192];
    try (in) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        errors.write(buffer, 0, Math.min(read, MAX_ERRORS - errors.size()));
      }
    } catch (IOException e) {
      // What it said is of use only in a message about something else.
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void forget(Thread atOurEnd) {
    try {
      Runtime.getRuntime().removeShutdownHook(atOurEnd);
    } catch (IllegalStateException e) {
      // This process is ending already, and the hook does no harm.
    }
  }
}
