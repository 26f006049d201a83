// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.controller.ssh.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hosttrust.controller.ssh.Target;
import dev.hosttrust.controller.ssh.hostkey.HostKeyMode;
import dev.hosttrust.controller.ssh.hostkey.HostKeyPolicy;
import dev.hosttrust.words.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which questions of ssh get which answers. The prompts are those of OpenSSH 8.4 to 10.0. */
class LoginAnswersTest {
  private static final Secret PASSWORD = Secret.of("the password");
  private static final Path KEY = Path.of("/home/anna/.ssh/id_rsa");

  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger typed = new AtomicInteger();
  private final Passphrases passphrases =
      new Passphrases(
          (file, attempt) -> Optional.of(Secret.of("phrase " + typed.incrementAndGet())));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anna@web.example.com's password: ",
        "(anna@web.example.com) Password: ",
        "(anna@web.example.com) Password for anna@web: ",
      })
  void theHostGetsThePasswordOnce(String prompt) {
    LoginAnswers answers = answers(false);

    assertThat(answers.answer(prompt, "")).contains(PASSWORD);
    assertThat(answers.isRefused()).isFalse();
    assertThat(answers.answer(prompt, "")).isEmpty();
    assertThat(answers.isRefused()).isTrue();
    assertThat(ended).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anna@bastion.example.com's password: ",
        "(anna@bastion.example.com) Password: ",
        "root@web.example.com's password: ",
        "Password: ",
      })
  void whoeverElseMayAskOnTheWayGetsNone(String prompt) {
    LoginAnswers answers = answers(false);

    assertThat(answers.answer(prompt, "")).isEmpty();
    assertThat(ended).hasValue(1);
    assertThat(answers.hopQuestion().orElseThrow()).contains(prompt.strip());
  }

  /** OpenSSH 8.4 shows what PAM asks without saying who asks. */
  @Test
  void aBareQuestionIsTheHostsWhereNobodyElseCanAsk() {
    assertThat(answers(true).answer("Password: ", "")).contains(PASSWORD);
  }

  @Test
  void noPinIsGuessedAndNoNoticeAnswered() {
    LoginAnswers answers = answers(true);

    assertThat(answers.answer("Enter PIN for ED25519-SK key /home/anna/k: ", "")).isEmpty();
    assertThat(answers.answer("Enter PIN for 'token': ", "")).isEmpty();
    assertThat(answers.answer("Confirm user presence for key ED25519-SK SHA256:x", "none"))
        .isEmpty();
    assertThat(ended).hasValue(0);
    assertThat(answers.answer("anna@web.example.com's password: ", "")).contains(PASSWORD);
  }

  @Test
  void aPassphraseIsAskedForOnceAndAgainWhereItWasWrong() {
    String prompt = "Enter passphrase for key '" + KEY + "': ";
    LoginAnswers first = answers(true);

    assertThat(first.answer(prompt, "")).contains(Secret.of("phrase 1"));
    assertThat(answers(true).answer(prompt, "")).contains(Secret.of("phrase 1"));
    assertThat(first.answer(prompt, "")).contains(Secret.of("phrase 2"));
    assertThat(answers(true).answer(prompt, "")).contains(Secret.of("phrase 2"));
    assertThat(first.answer(prompt, "")).contains(Secret.of("phrase 3"));
    assertThat(first.answer(prompt, "")).isEmpty();
    assertThat(passphrases.problem(KEY))
        .contains("the passphrase of " + KEY + " was wrong 3 times");
    assertThat(ended).hasValue(0);
  }

  @Test
  void theUnknownKeyOfAJumpHostThatSshFindsByItselfIsRefusedAndNamed() {
    LoginAnswers answers = answers(false);

    assertThat(
            answers.answer(
                """
                The authenticity of host 'bastion.example.com (192.0.2.9)' can't be established.
                ED25519 key fingerprint is SHA256:PQILPCGb/Hb8rnqk4u4D7L6Pz+Vq9WduV3VtzE9U6JU.
                Are you sure you want to continue connecting (yes/no/[fingerprint])?\s""",
                ""))
        .isEmpty();
    assertThat(ended).hasValue(1);
    assertThat(answers.hopQuestion())
        .contains(
            "host key of the jump host bastion.example.com is unknown"
                + " (SHA256:PQILPCGb/Hb8rnqk4u4D7L6Pz+Vq9WduV3VtzE9U6JU): compare it on the host,"
                + " then add it to known_hosts");
  }

  private LoginAnswers answers(boolean alone) {
    Target target =
        new Target(
            "web",
            "web.example.com",
            22,
            "anna",
            new Target.Keys(List.of(KEY), true, true, Optional.empty()),
            Optional.of(PASSWORD),
            new HostKeyPolicy(HostKeyMode.STRICT, List.of(), List.of(), Optional.empty(), false),
            List.of(),
            Target.Timing.DEFAULT);
    return new LoginAnswers(target, passphrases, alone, ended::incrementAndGet);
  }
}
