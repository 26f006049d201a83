// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.process.Environment;
import dev.hosttrust.controller.process.Prompt;
import dev.hosttrust.words.Findings;
import dev.hosttrust.words.Problem;
import dev.hosttrust.words.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords from prompts and files; {@code TerminalPromptTest} types them on a real terminal. */
class PasswordsTest {
  private static final PasswordFlags ASKED = new PasswordFlags(true, null);

  @TempDir private Path directory;

  private PasswordFlags login = new PasswordFlags(false, null);
  private PasswordFlags sudo = new PasswordFlags(false, null);
  private final List<String> questions = new ArrayList<>();
  private final Findings findings = new Findings();

  @Test
  void enterAtTheSecondPromptTakesTheLoginPassword() {
    login = ASKED;
    sudo = ASKED;

    assertThat(typing("one", "")).isEqualTo(new Passwords.Both(secret("one"), secret("one")));
    assertThat(questions)
        .containsExactly("login password", "sudo password [defaults to the login password]");
  }

  @Test
  void theSecondPromptMayHaveAnAnswerOfItsOwn() {
    login = ASKED;
    sudo = ASKED;

    assertThat(typing("one", "two")).isEqualTo(new Passwords.Both(secret("one"), secret("two")));
  }

  @Test
  void aLoginPasswordFromAFileIsNoDefault() throws IOException {
    login = new PasswordFlags(false, file("one\n"));
    sudo = ASKED;

    assertThat(typing("")).isEqualTo(new Passwords.Both(secret("one"), Optional.empty()));
    assertThat(questions).containsExactly("sudo password");
    assertThat(findings.problems())
        .extracting(Problem::message)
        .containsExactly("the sudo password that was typed is empty");
  }

  @Test
  void anEmptyLoginPasswordIsNeverTriedAndNothingMoreIsAsked() {
    login = ASKED;
    sudo = ASKED;

    assertThat(typing("")).isEqualTo(new Passwords.Both(Optional.empty(), Optional.empty()));
    assertThat(findings.problems())
        .extracting(Problem::message)
        .containsExactly("the login password that was typed is empty");
    assertThat(questions).containsExactly("login password");
  }

  @Test
  void aFileGivesItsFirstLine() throws IOException {
    sudo = new PasswordFlags(false, file("pässword \r\nsecond\n"));

    assertThat(typing().sudo()).isEqualTo(secret("pässword "));
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    login = new PasswordFlags(false, directory.toString());
    Path latin1 = directory.resolve("latin1");
    Files.write(latin1, "pässword".getBytes(StandardCharsets.ISO_8859_1));
    sudo = new PasswordFlags(false, latin1.toString());

    assertThat(typing()).isEqualTo(new Passwords.Both(Optional.empty(), Optional.empty()));
    assertThat(findings.problems())
        .extracting(Problem::message)
        .containsExactly(
            directory + ": is a directory; give a file",
            "--become-password-file "
                + latin1
                + ": is not text in UTF-8; convert it, such as with 'iconv -f latin1 -t utf-8'");
  }

  private Passwords.Both typing(String... answers) {
    Iterator<String> next = Arrays.asList(answers).iterator();
    Prompt prompt =
        question -> {
          questions.add(question);
          return Optional.of(next.next());
        };
    Environment environment =
        new Environment(
            InputStream.nullInputStream(),
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(Writer.nullWriter()),
            false,
            false,
            Map.of(),
            directory,
            prompt,
            InstantSource.system(),
            new Random(1));
    return new Passwords(environment, findings).read(login, sudo);
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("password"), text).toString();
  }

  private static Optional<Secret> secret(String text) {
    return Optional.of(Secret.of(text));
  }
}
