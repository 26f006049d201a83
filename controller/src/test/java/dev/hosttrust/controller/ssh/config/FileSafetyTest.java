// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSafetyTest {
  private static final Optional<String> SAFE = Optional.empty();
  private static final Optional<String> OPEN = Optional.of("others can write to it");

  @TempDir Path directory;

  @Test
  void aFileThatOthersCanWriteToIsNone() throws IOException {
    assertThat(danger("rw-r--r--", "", "")).isEqualTo(SAFE);
    assertThat(danger("rw-r--rw-", "", "")).isEqualTo(OPEN);
  }

  /** UID and GID stand for those of the file; the rest is as in passwd(5) and group(5). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          anna:x:UID:GID::/:/bin/sh                          | anna:x:GID:           | safe
          anna:x:UID:GID::/:/bin/sh                          | anna:x:GID:anna       | safe
          anna:x:UID:7::/:/bin/sh                            | anna:x:GID:anna       | safe
          anna:x:UID:GID::/:/bin/sh                          | anna:x:GID:anna,berta | open
          anna:x:UID:GID::/:/bin/sh                          | anna:x:GID:berta      | open
          anna:x:UID:GID::/:/bin/sh,berta:x:99999:GID::/:/bin/sh | anna:x:GID:       | open
          anna:x:UID:7::/:/bin/sh                            | anna:x:GID:           | open
          anna:x:UID:GID::/:/bin/sh                          | other:x:99998:        | open
          berta:x:99999:7::/:/bin/sh                         | anna:x:GID:anna       | open
          """)
  void aGroupOfItsOwnersOwnIsSafe(String users, String group, String expected) throws IOException {
    String separated = users.replace(",", "\n");

    assertThat(danger("rw-rw-r--", separated, group))
        .isEqualTo(expected.equals("safe") ? SAFE : OPEN);
  }

  private Optional<String> danger(String permissions, String users, String group)
      throws IOException {
    Path file = directory.resolve("config");
    Files.writeString(file, "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    Path passwd = Files.writeString(directory.resolve("passwd"), filled(users, file));
    Path groups = Files.writeString(directory.resolve("group"), filled(group, file));
    return new FileSafety(passwd, groups).danger(file).map(FileSafety.Danger::what);
  }

  private static String filled(String text, Path file) throws IOException {
    return text.replace("UID", Files.getAttribute(file, "unix:uid").toString())
            .replace("GID", Files.getAttribute(file, "unix:gid").toString())
        + "\n";
  }
}
