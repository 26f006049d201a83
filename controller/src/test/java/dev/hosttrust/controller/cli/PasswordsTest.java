// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.ssh.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords from prompts and files; {@link TerminalPromptTest} types them on a real terminal. */
class PasswordsTest {
  @TempDir private Path directory;

  private final ConnectionOptions connection = new ConnectionOptions();
  private final BecomeOptions become = new BecomeOptions();
  private final List<String> questions = new ArrayList<>();
  private final Findings findings = new Findings();

  @Test
  void enterAtTheSecondPromptTakesTheLoginPassword() {
    connection.askPassword = true;
    become.askPassword = true;

    assertThat(typing("one", "")).isEqualTo(new Passwords.Both(secret("one"), secret("one")));
    assertThat(questions)
        .containsExactly("login password", "sudo password [defaults to the login password]");
  }

  @Test
  void theSecondPromptMayHaveAnAnswerOfItsOwn() {
    connection.askPassword = true;
    become.askPassword = true;

    assertThat(typing("one", "two")).isEqualTo(new Passwords.Both(secret("one"), secret("two")));
  }

  @Test
  void aLoginPasswordFromAFileIsNoDefault() throws IOException {
    connection.passwordFile = file("one\n");
    become.askPassword = true;

    assertThat(typing("")).isEqualTo(new Passwords.Both(secret("one"), Optional.empty()));
    assertThat(questions).containsExactly("sudo password");
    assertThat(findings.problems()).containsExactly("the sudo password that was typed is empty");
  }

  @Test
  void anEmptyLoginPasswordIsNeverTriedAndNothingMoreIsAsked() {
    connection.askPassword = true;
    become.askPassword = true;

    assertThat(typing("")).isEqualTo(new Passwords.Both(Optional.empty(), Optional.empty()));
    assertThat(findings.problems()).containsExactly("the login password that was typed is empty");
    assertThat(questions).containsExactly("login password");
  }

  @Test
  void aFileGivesItsFirstLine() throws IOException {
    become.passwordFile = file("pässword \r\nsecond\n");

    assertThat(typing().sudo()).isEqualTo(secret("pässword "));
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    connection.passwordFile = directory.toString();
    Path latin1 = directory.resolve("latin1");
    Files.write(latin1, "pässword".getBytes(StandardCharsets.ISO_8859_1));
    become.passwordFile = latin1.toString();

    assertThat(typing()).isEqualTo(new Passwords.Both(Optional.empty(), Optional.empty()));
    assertThat(findings.problems())
        .containsExactly(
            directory + ": is a directory; give a file",
            "--become-password-file "
                + latin1
                + ": is not text in UTF-8; convert it, such as with 'iconv -f latin1 -t utf-8'");
  }

  private Passwords.Both typing(String... answers) {
    Iterator<String> next = Arrays.asList(answers).iterator();
    Environment environment =
        CommandLineRun.in(directory)
            .prompted(
                question -> {
                  questions.add(question);
                  return Optional.of(next.next());
                })
            .environment();
    return new Passwords(environment, findings).read(connection, become);
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("password"), text).toString();
  }

  private static Optional<Secret> secret(String text) {
    return Optional.of(Secret.of(text));
  }
}
