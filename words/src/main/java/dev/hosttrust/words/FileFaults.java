// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file cannot be read or written, in the words of the operating system. */
public final class FileFaults {
  private FileFaults() {}

  /** {@code FILE: permission denied}, for example; a sentence without a full stop. */
  public static String failure(Path file, IOException e) {
    return file + ": " + reason(file, e);
  }

  /** The same for the file that the exception names; its own words where it names none. */
  public static String failure(IOException e) {
    return e instanceof FileSystemException system && system.getFile() != null
        ? failure(Path.of(system.getFile()), e)
        : String.valueOf(e.getMessage());
  }

  private static String reason(Path file, IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (Files.isDirectory(file)) {
      return "is a directory";
    }
    if (e instanceof CharacterCodingException) {
      return "is not text in UTF-8";
    }
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    String message = e.getMessage();
    return message == null || message.contains("Exception") ? "cannot be read" : message;
  }
}
