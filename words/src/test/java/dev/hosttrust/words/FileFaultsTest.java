// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultsTest {
  private static final Path FILE = Path.of("/etc/a-file");

  @TempDir Path directory;

  @Test
  void saysInTheWordsOfTheSystemWhyAFileCannotBeRead() {
    assertThat(FileFaults.failure(FILE, new AccessDeniedException("/etc/a-file")))
        .isEqualTo("/etc/a-file: permission denied");
    assertThat(FileFaults.failure(FILE, new NoSuchFileException("/etc/a-file")))
        .isEqualTo("/etc/a-file: there is no such file");
    assertThat(FileFaults.failure(FILE, new MalformedInputException(1)))
        .isEqualTo("/etc/a-file: is not text in UTF-8");
    assertThat(FileFaults.failure(new AccessDeniedException("/etc/a-file")))
        .isEqualTo("/etc/a-file: permission denied");
  }

  @Test
  void namesADirectoryAsWhatItIs() {
    IOException e = catchThrowableOfType(IOException.class, () -> Files.readAllBytes(directory));

    assertThat(FileFaults.failure(directory, e)).isEqualTo(directory + ": is a directory");
  }

  @Test
  void saysNothingOfJava() {
    assertThat(FileFaults.failure(FILE, new IOException("java.io.SomeException: x")))
        .isEqualTo("/etc/a-file: cannot be read");
  }
}
