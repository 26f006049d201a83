// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.words.BoundedFile;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.ProblemsException;
import dev.hosttrust.words.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads passwords from the terminal or from files; an empty one is never used. */
final class Passwords {
  private static final String LOGIN_FLAG = "--connection-password-file";
  private static final String SUDO_FLAG = "--become-password-file";

  private final Environment environment;
  private final Findings findings;

  Passwords(Environment environment, Findings findings) {
    this.environment = environment;
    this.findings = findings;
  }

  /**
   * The two passwords of a run.
   *
   * @param login empty if none is given, or where the findings say why there is none
   * @param sudo the same
   */
  record Both(Optional<Secret> login, Optional<Secret> sudo) {}

  /**
   * Asks for the passwords, unless a problem was found before, so that there will be no run. After
   * a login password, Enter alone makes it the sudo password too, as in Ansible.
   */
  Both read(PasswordFlags loginFlags, PasswordFlags sudoFlags) {
    Optional<Secret> login =
        read(
            loginFlags,
            LOGIN_FLAG,
            () -> asked("login password", "", LOGIN_FLAG, Optional.empty()));
    Optional<Secret> typed = loginFlags.ask() ? login : Optional.empty();
    String note = typed.isPresent() ? " [defaults to the login password]" : "";
    Optional<Secret> sudo =
        read(sudoFlags, SUDO_FLAG, () -> asked("sudo password", note, SUDO_FLAG, typed));
    return new Both(login, sudo);
  }

  private Optional<Secret> read(PasswordFlags flags, String fileFlag, Supplier<Secret> asked) {
    String file = flags.file();
    if (file != null) {
      return findings.read(() -> fromFile(environment.path(file), fileFlag));
    }
    return flags.ask() && !findings.failed() ? findings.read(asked) : Optional.empty();
  }

  private Secret asked(String what, String note, String flag, Optional<Secret> byDefault) {
    return environment
        .ask(what, note, flag)
        .map(Secret::of)
        .or(() -> byDefault)
        .orElseThrow(() -> ProblemsException.of("the %s that was typed is empty".formatted(what)));
  }

  /** The first line, which must be text in UTF-8, as SSH and sudo take it. */
  private static Secret fromFile(Path file, String flag) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(BoundedFile.read(file)))
              .toString();
      return text.lines()
          .findFirst()
          .filter(line -> !line.isEmpty())
          .map(Secret::of)
          .orElseThrow(
              () -> ProblemsException.of("%s %s: the first line is empty".formatted(flag, file)));
    } catch (CharacterCodingException e) {
      throw ProblemsException.of(
          "%s %s: is not text in UTF-8; convert it, such as with 'iconv -f latin1 -t utf-8'"
              .formatted(flag, file));
    }
  }
}
