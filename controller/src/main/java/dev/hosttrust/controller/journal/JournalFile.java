// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/**
 * A file to which lines are appended, by one process at a time: who has it open holds a lock on it,
 * which ends with the process, however that ends.
 *
 * <p>It is written as a {@link RandomAccessFile}: the channel of an interrupted thread closes
 * itself, and threads that work on hosts are interrupted at deadlines. A second descriptor of the
 * same file must not be closed meanwhile in this process: that would end the lock (fcntl(2),
 * "record locks").
 */
final class JournalFile implements AutoCloseable {
  /** Whoever only looks whether the file is locked holds a lock for a moment, too. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private static final int TRIES = 10;

  private final Path path;
  private final RandomAccessFile file;

  /** Of those that were read. */
  private int endOfLines;

  private JournalFile(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /** A process that runs has the file open. */
  static final class InUseException extends IOException {
    private static final long serialVersionUID = 1L;

    InUseException(Path path) {
      super(path + " is in use");
    }
  }

  /**
   * A new file that only its owner may read.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one
   */
  static JournalFile create(Path path) throws IOException {
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return open(path);
  }

  /**
   * An existing file, to go on with.
   *
   * @throws InUseException if another process has it open
   */
  static JournalFile open(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      lock(path, file.getChannel());
      return new JournalFile(path, file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static void lock(Path path, FileChannel channel) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      if (tryLock(channel, false)) {
        return;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new InUseException(path);
  }

  @SuppressWarnings("resource") // the lock ends with the channel
  private static boolean tryLock(FileChannel channel, boolean shared) throws IOException {
    try {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // by this process
    }
  }

  /** Whether a process has the file open to write. */
  static boolean isInUse(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return !tryLock(channel, true);
    }
  }

  Path path() {
    return path;
  }

  /** All whole lines; what a process that was killed left behind the last of them is not one. */
  String read() throws IOException {
    file.seek(0);
    byte[] bytes = new byte[Math.toIntExact(file.length())];
    file.readFully(bytes);
    endOfLines = endOfLines(bytes);
    return new String(bytes, 0, endOfLines, StandardCharsets.UTF_8);
  }

  /** Cuts off what is behind the whole lines that were read: the next line begins there. */
  void cutToLines() throws IOException {
    file.setLength(endOfLines);
    file.seek(endOfLines);
  }

  /** All whole lines of a file that others may write to; it stays as it is. */
  static String read(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    return new String(bytes, 0, endOfLines(bytes), StandardCharsets.UTF_8);
  }

  private static int endOfLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /** Adds a line. It outlasts the end of this process, whatever ends it. */
  void append(String line) throws IOException {
    file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Waits until what was appended outlasts the end of this machine as well. */
  void sync() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
