// SPDX-License-Identifier: Apache-2.0
package dev.hosttrust.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hosttrust.agent.TestSpecs;
import dev.hosttrust.agent.facts.HostFacts;
import dev.hosttrust.agent.facts.Survey;
import dev.hosttrust.agent.facts.TreeRoot;
import dev.hosttrust.agent.plan.Plan;
import dev.hosttrust.agent.shell.ExecResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that no agent gives: a host may say what it likes. */
class AnswerReaderTest {
  private static final Survey SURVEY =
      TestSpecs.survey(TreeRoot.SYSTEM, TestSpecs.anchor("harbor", TestSpecs.ca("Harbor CA")));
  private static final Plan PLAN = new Plan(List.of(), new LinkedHashMap<>(), List.of());
  private static final String HASH = TestSpecs.ca("Harbor CA").subjectHash();

  private static ExecResult result(String lines) {
    String answer = "@hosttrust 0 begin 1\n" + lines + "@hosttrust 0 end\n";
    return new ExecResult(0, answer.getBytes(StandardCharsets.UTF_8), new byte[0]);
  }

  private static Answer answer(String lines) throws ProtocolException {
    return AnswerReader.answer(result(lines), SURVEY, PLAN, "0");
  }

  private static String block(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\n.\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bundle 2 | Index 1 out of bounds for length 1",
        "bundle 0 | Index -1 out of bounds for length 1",
        "link 1 00000000.0 | link 00000000.0",
        "path 99 absent | Index 98 out of bounds for length 5",
        "path 1 file 0644 | Index 4 out of bounds for length 4",
        "host x 0 | For input string: \"x\"",
      })
  void takesNothingThatWasNotAskedFor(String line, String message) {
    assertThatThrownBy(() -> AnswerReader.facts(result(line + "\n"), SURVEY, "0"))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("the agent's answer is garbled (" + message + ")");
  }

  @Test
  void takesNoHashLinkTwice() throws ProtocolException {
    StringBuilder lines = new StringBuilder("host 0 0\n");
    for (int i = 1; i <= SURVEY.paths().size(); i++) {
      lines.append("path ").append(i).append(" absent\n");
    }
    lines.append(("link 1 " + HASH + ".0\n").repeat(100_000));

    HostFacts facts = AnswerReader.facts(result(lines.toString()), SURVEY, "0");

    assertThat(facts.of(SURVEY.spec().anchors().getFirst().name()).hashLinks())
        .containsExactly(HASH + ".0");
  }

  @Test
  void takesNoMoreNamesThanAHostHas() {
    String names = "localcerts\n" + block("./a.crt\n".repeat(20_001));

    assertThatThrownBy(() -> AnswerReader.facts(result(names), SURVEY, "0"))
        .hasMessage("the agent's answer is garbled (more than 20,000 of a kind)");
  }

  @Test
  void namesWhoIsAtWork() throws ProtocolException {
    assertThat(answer("locked rollout 12\n"))
        .isEqualTo(new Answer.Locked("another rollout (process 12)"));
    assertThat(answer("locked tool 12\n"))
        .isEqualTo(new Answer.Locked("update-ca-certificates (process 12)"));
    // The file's text is not ours alone to write.
    assertThat(answer("locked rollout 99999999999999999999\n"))
        .isEqualTo(new Answer.Locked("another rollout"));
    assertThat(answer("locked rollout \033[31m\n")).isEqualTo(new Answer.Locked("another rollout"));
    assertThat(answer("waited rollout\nconflict 4\nconflict 4\n"))
        .isEqualTo(
            new Answer.Conflict(
                List.of("/usr/share/ca-certificates/local/harbor.crt"),
                Optional.of("another rollout")));
  }

  @Test
  void tellsAnEffectThatCouldNotBeReadFromOneThatIsMissing() throws ProtocolException {
    assertThat(answer("failed effect\n" + block("broken awk\nbundle 1\n") + "undone\n"))
        .isEqualTo(
            new Answer.Undone(
                Optional.empty(),
                "update-ca-certificates ran, but its effect could not be read: broken awk",
                List.of(),
                Optional.empty()));
    assertThat(answer("failed effect\n" + block("link 1\n") + "undone\n"))
        .isEqualTo(
            new Answer.Undone(
                Optional.empty(),
                "update-ca-certificates ran, but no hash link leads to harbor",
                List.of(),
                Optional.empty()));
  }

  @Test
  void anAnswerWithoutAnEndOfTheChangeIsCutOff() {
    assertThatThrownBy(() -> answer("output\n" + block("x"))).isInstanceOf(BegunException.class);
  }
}
