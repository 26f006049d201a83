// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.journal;

import dev.hosttrust.words.FileFaults;
import dev.hosttrust.words.ProblemsException;
import java.io.IOException;

/** A journal that this process may write, and no other. */
public final class OpenJournal implements AutoCloseable {
  private final String id;
  private final JournalFile file;

  OpenJournal(String id, JournalFile file) {
    this.id = id;
    this.file = file;
  }

  /** Of the rollout. */
  public String id() {
    return id;
  }

  JournalFile file() {
    return file;
  }

  /**
   * What it holds so far. A file that is no journal stays as it is.
   *
   * @throws ProblemsException if it cannot be read
   */
  public PastRollout read() {
    try {
      PastRollout past = JournalReader.read(id, file.read(), false);
      file.cutToLines();
      return past;
    } catch (IOException e) {
      throw ProblemsException.of(FileFaults.failure(file.path(), e));
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // Every line that counts was synced when it was written.
    }
  }
}
